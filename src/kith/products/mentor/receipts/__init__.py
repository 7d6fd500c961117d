"""Receipts for what was paid and given back, numbered without gaps, for the payer only."""

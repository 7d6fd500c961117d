"""Charges and refunds of sessions, as Stripe says they stand."""

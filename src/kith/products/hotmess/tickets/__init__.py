"""Tickets at first hand: buying one, one's own, and the line for a night that is full."""

"""What was bought: reading, paying again, calling off, sending, giving back, the invoice."""

"""What people write under a beacon."""

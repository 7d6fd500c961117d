"""What a beacon's organiser sees of its tickets, and giving them back."""

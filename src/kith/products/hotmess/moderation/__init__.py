"""Cases, decisions with their reasons, appeals."""

"""What happens by the clock. Limits and expiries hold without it; what goes by itself is in the house's rules of retention."""

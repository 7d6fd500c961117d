"""Money for seats: paying, what Stripe says of it, giving back."""

"""A confirmed seat in the telephone's wallet: Apple's and Google's, where the house has their certificates."""

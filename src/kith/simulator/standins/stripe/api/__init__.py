"""The routes of Stripe's API, one file per group of objects."""

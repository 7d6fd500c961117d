"""Members who sell: asking to, what Stripe says of their account, approving and suspending."""

"""Making a profile, what others see of it, interests and likes."""

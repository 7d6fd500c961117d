"""Places where a stop can be: a small list of our own, a map service where one is configured, or a pin."""

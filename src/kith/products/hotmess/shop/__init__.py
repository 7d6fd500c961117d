"""What the house itself sells: the shelves and a thing's page, and filling them."""

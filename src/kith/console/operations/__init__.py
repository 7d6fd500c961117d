"""Pages of the people who keep the house running."""

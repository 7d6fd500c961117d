"""Photos, pictures taken in the app, and Face Cards."""

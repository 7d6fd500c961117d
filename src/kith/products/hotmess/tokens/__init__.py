"""What opens a door for a while."""

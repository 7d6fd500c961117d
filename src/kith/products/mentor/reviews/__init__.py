"""What the two think of a session: written blind, shown together, answered once."""

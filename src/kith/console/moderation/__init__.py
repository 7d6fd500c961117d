"""The moderators' desk: one queue over all products."""

"""When an event is over: completed, and people who met remember each other."""

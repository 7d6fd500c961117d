"""When a mentor can be booked: hours, exceptions, what is taken, and the slots that remain."""

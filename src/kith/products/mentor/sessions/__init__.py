"""What belongs to a session once it is booked: messages, shared notes, running late."""

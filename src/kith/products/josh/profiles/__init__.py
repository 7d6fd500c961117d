"""What JOSH knows about a person as a friend: twelve factors, learned from answers and from what happened."""

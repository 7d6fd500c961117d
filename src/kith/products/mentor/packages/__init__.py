"""Several sessions for one price: offered by mentors, bought by mentees."""

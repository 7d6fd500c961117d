"""Who stands where: this week, of all time, in a league."""

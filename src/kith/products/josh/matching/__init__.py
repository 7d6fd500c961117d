"""Who is invited: hard filters, scores, and the choice of the best."""

"""XP: what it is for, balances, days in a row, corrections, the leaderboard."""

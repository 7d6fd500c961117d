"""What goes by itself, and when. Limits and expiries hold without it; this takes out what they made void."""

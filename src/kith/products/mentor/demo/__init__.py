"""People who mentor and people who learn, to click through."""

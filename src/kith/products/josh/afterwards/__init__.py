"""After a LinkUp: who came, who wants to meet again, whose number is shared, and what a no-show costs."""

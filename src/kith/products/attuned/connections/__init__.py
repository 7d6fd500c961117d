"""Two people find each other: a code that lives five minutes, by letter or shown in person; partners; parting."""

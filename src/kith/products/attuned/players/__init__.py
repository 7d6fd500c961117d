"""Who plays: signed in or anonymous; joining, what a game needs to know, keeping answers, leaving."""

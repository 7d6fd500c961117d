"""Somebody did not come: saying so, objecting, what it comes to."""

"""Joining, the profile, and the age check before the pages."""

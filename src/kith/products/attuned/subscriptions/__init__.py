"""A plan: bought in the App Store, in Google Play or on the web, and the one rule that says what it gives."""

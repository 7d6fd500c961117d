"""The chain of evidence: what vouches for a beacon's people, each link with the hash of the one before."""

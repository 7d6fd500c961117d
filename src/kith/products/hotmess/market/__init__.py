"""What sellers offer: drafts, pictures, the review, and the market itself."""

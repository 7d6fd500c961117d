"""Whom a host might ask: ranked by what people share, by who comes, by who would be glad of it."""

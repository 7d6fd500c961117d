"""Pictures and files that people send: read with suspicion, written anew or checked, kept in a store outside the database."""

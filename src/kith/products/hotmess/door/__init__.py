"""The door: who comes in, once each, whatever the network does."""

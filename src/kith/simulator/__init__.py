"""Development company for the house: stand-ins of the providers, a phone simulator, virtual people."""

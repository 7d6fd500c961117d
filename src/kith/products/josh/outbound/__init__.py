"""When and how JOSH's own texts leave the house."""

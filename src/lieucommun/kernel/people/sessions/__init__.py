"""The sessions of a person: which are open, on what, and how they end."""

"""How fast a place is, each figure beside that of a bare equivalent measured in the same run."""

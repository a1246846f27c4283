"""The official geography of France, embedded: no database, no network."""

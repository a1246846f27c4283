"""The API of a place: imported at the first request that asks for it."""

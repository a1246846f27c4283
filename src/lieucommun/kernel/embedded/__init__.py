"""SQLite as a place of one process uses it: threads that write take turns, in order."""

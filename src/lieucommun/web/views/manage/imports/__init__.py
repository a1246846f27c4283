"""Bringing files of records in from a browser: send one, look at it, try it, bring it in, undo."""

"""Territories that people watch: a feed for anyone, a letter for those who asked for it."""

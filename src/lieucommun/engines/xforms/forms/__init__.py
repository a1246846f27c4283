"""Whole forms: what an XForm says, what depends on what, and the answers of one person."""

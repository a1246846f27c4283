"""Writes of forms: each one transaction and one entry of the journal, without any answer."""

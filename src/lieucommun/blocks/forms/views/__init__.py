"""Screens of a form: before, question after question, at the end."""

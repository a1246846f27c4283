"""Writes about the lives of cases."""

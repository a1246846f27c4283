"""Roles that are offered: who may offer which, to what address, and what becomes of it."""

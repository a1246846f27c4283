"""Opened apart: what is done to each family of files, without Django and without network."""

"""Portraits: each section filled with the figures of a territory, for the screen and for paper."""

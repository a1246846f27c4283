"""Hostile files are opened apart: in a process of their own, bounded and without memory of ours."""

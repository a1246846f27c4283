"""Contours made of a file of outlines, in a process of its own: no Django, no network.

What a file says is checked, given today's codes, put with what was loaded before, simplified so
that neighbours never part, and written down as drawings, areas and input of tiles.
"""

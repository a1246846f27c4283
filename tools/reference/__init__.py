"""Pages of the reference that the code writes: settings, command line, manifest, API.

`python -m tools.reference` writes them; a test holds them fresh.
"""

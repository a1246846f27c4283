"""Every route × two organisations × every role × every record × every output, against an oracle.

`python -m tests.matrix` asks everything (`make matrix`); the suite asks a slice.
"""

"""`python -m lieucommun.cli`: the command, whatever it is called where it is installed."""

from . import main

main()

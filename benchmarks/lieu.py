"""The command `lieu` as a module, whether or not its script is on the path."""

from lieucommun.cli import main

if __name__ == "__main__":
    main()

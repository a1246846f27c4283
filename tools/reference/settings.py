"""The reference of the environment variables, from the list that settings read."""

from lieucommun.settings.environment import VARIABLES

HEAD = """\
# Settings

A place is set by environment variables, and by nothing else: there is no settings file to edit.
Only `lieucommun.settings` reads them.

| variable | default | what it does |
|---|---|---|
"""


def page() -> str:
    """Return docs/reference/settings.md."""
    rows = [
        f"| `{variable.name}` | {f'`{variable.default}`' if variable.default else 'none'} "
        f"| {variable.meaning} |"
        for variable in sorted(VARIABLES, key=lambda variable: variable.name)
    ]
    return HEAD + "\n".join(rows) + "\n"

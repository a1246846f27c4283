"""Services named on the command line: a slug, or the path of a folder."""

import os
from pathlib import Path

import click


def start_without_place() -> None:
    """Start Django without a database, for commands that only read and write folders."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lieucommun.settings.placeless"
    import django

    django.setup()


def found_folders(names: tuple[str, ...]) -> list[Path]:
    """Return the folders that arguments name; every known service when there is none.

    Files among the arguments are passed over, so that `services/*` may hold a README.
    """
    from lieucommun.kernel.services.registry import folders

    if not names:
        return list(folders().values())
    found = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found.append(path)
        elif not path.exists():
            found.append(_by_slug(name, folders()))
    return found


def _by_slug(name: str, known: dict[str, Path]) -> Path:
    if name in known:
        return known[name]
    from lieucommun.kernel.services.diagnostics import nearest

    near = nearest(name, known)
    hint = f" Did you mean `{near}`?" if near else ""
    raise click.UsageError(f"No folder and no service is called `{name}`.{hint}")

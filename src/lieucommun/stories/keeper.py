"""The companion of a temporary place: `python -m lieucommun.stories.keeper SERVER`, in JSON lines.

SERVER is the process that serves the place; it is stopped when nobody speaks any more.

It adds the persons a story names, loads the files it tells, keeps the database as it was before the
first story, and puts it back after each. It runs apart so that whoever runs stories needs no Django
of their own.
"""

import importlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable  # noqa: TC003 - annotations are read at run time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import django


class Keeper:
    """The data of one place: persons and files added to it, and its state kept and put back."""

    def __init__(self, data: Path) -> None:
        self.database = data / "place.sqlite3"
        self.kept = data / "before.sqlite3"
        # Imported late: the settings may have put a safe library in the place of Python's own.
        self.sqlite = importlib.import_module("sqlite3")
        self.watch = self.sqlite.connect(self.database, isolation_level=None)
        self.version = -1

    def keep(self) -> None:
        """Remember the database as it is now."""
        with closing(self.sqlite.connect(self.kept)) as copy:
            self.watch.backup(copy)
        self.version = self._version()

    def restore(self) -> bool:
        """Put the kept database back; say whether anything had changed since."""
        if self._version() == self.version:
            return False
        kept, used = self.sqlite.connect(self.kept), self.sqlite.connect(self.database)
        with closing(kept) as copy, closing(used) as place:
            copy.backup(place)
        self.version = self._version()
        return True

    def person(self, name: str, service: str, role: str, organisation: str) -> dict[str, str]:
        """Return how a person signs in: as an invented one of the demonstration, or with a key."""
        from lieucommun.kernel.people.actions import add_person, ensure_organisation, grant_role

        held = known_role(service, role) if role else ""
        if role and (persona := _persona(name, service, held)):
            return {"persona": persona}
        from django.utils.text import slugify

        email, password = f"{slugify(name)}@example.org", "tempête-sous-un-crâne"
        add_person(email, name, password)
        if held:
            slug = _organisation(organisation) if organisation else ""
            if slug:
                ensure_organisation(slug, name=organisation)
            grant_role(email, service, held, organisation=slug)
        return {"email": email, "password": password}

    def load(self, service: str, source: str, file: str) -> int:
        """Load a file as a source of a service says, and make its figures; return its rows."""
        from lieucommun.kernel.indicators.actions import figures_of
        from lieucommun.kernel.services.registry import open_service
        from lieucommun.kernel.tables.actions import Sent
        from lieucommun.kernel.tables.actions import load as load_table

        opened = open_service(service)
        made = load_table(opened, source, Sent(Path(file)))
        figures_of(opened)
        return int(made.rows)

    def _version(self) -> int:
        return int(self.watch.execute("PRAGMA data_version").fetchone()[0])


def known_role(service: str, wanted: str) -> str:
    """Return the role of a service that a story calls by its name, its title or nearly so.

    « maraudeuse » is `maraudeur`. Raises LookupError with the roles that exist.
    """
    import difflib

    from lieucommun.kernel.search.folding import fold
    from lieucommun.kernel.services.registry import open_service

    names: dict[str, str] = {}
    for key, role in open_service(service).manifest.roles.items():
        for title in (key, *(text for _, text in role.title.items())):
            names[fold(title)] = key
    found = difflib.get_close_matches(fold(wanted), names, n=1, cutoff=0.75)
    if not found:
        known = ", ".join(sorted(set(names.values()))) or "none"
        raise LookupError(f"`{service}` has no role « {wanted} »; it has: {known}")
    return names[found[0]]


def _persona(name: str, service: str, role: str) -> str:
    from lieucommun.kernel.people.models import Person

    held = {"grants__service": service, "grants__role": role}
    found = Person.objects.filter(demo=True, is_active=True, name=name, **held).first()
    return str(found.name) if found else ""


def _organisation(name: str) -> str:
    from django.utils.text import slugify

    from lieucommun.kernel.people.models import Organisation

    known = Organisation.objects.filter(name=name).first()
    return known.slug if known else slugify(name)


def main() -> None:
    """Answer each line of the standard input with a line, until it ends."""
    django.setup()
    from django.conf import settings

    keeper = Keeper(Path(settings.DATA_DIR))
    asked: dict[str, Callable[..., Any]] = {
        "keep": keeper.keep,
        "restore": keeper.restore,
        "person": keeper.person,
        "load": keeper.load,
    }
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = {"answer": asked[question.pop("do")](**question)}
        except LookupError as error:
            answer = {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told to who asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    _close_after(int(sys.argv[1]), Path(settings.DATA_DIR))


def _close_after(server: int, data: Path) -> None:
    """Close the place of a run that ended without saying so: killed, or out of time."""
    with suppress(ProcessLookupError):
        os.kill(server, signal.SIGTERM)
    time.sleep(1)
    shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()

"""The trial of field work served by a process that dies and comes back, as places do."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lieucommun.settings import environment
from lieucommun.stories.place import _free_port
from tests.field.making import MANIFEST, Rows, written

LIEU = Path(sys.executable).with_name("lieu")
LONGEST_START = 120
DEMO = """\
organisations:
  - {slug: port, name: Équipe du port, kind: association}
  - {slug: gare, name: Équipe de la gare, kind: association}
persons:
  - {key: amel, name: Amel, email: amel@example.org, roles: [{role: maraudeur, organisation: port}]}
  - {key: karim, name: Karim, email: karim@example.org, roles: [{role: maraudeur, organisation: gare}]}
  - {key: joseph, name: Joseph, email: joseph@example.org, roles: [{role: benevole, organisation: port}]}
  - {key: nadia, name: Nadia, email: nadia@example.org, roles: [{role: coordination, organisation: port}]}
records:
  personnes:
    - {_organisation: port, _owner: amel, surnom: Le Marin, age: 55, position: {lat: 43.1204, lon: 5.9312},
       besoins: [dormir], note: Dort près du quai., dernier_contact: 2026-11-12, partage: true}
    - {_organisation: gare, _owner: karim, surnom: Petit Louis, age: 27, besoins: [manger], partage: true,
       dernier_contact: 2026-11-20}
"""  # noqa: E501 - a demonstration reads better one record a line


class Ground:
    """A place that serves the trial; it lives as long as a `with` block, its server may not."""

    def __init__(
        self, *, manifest: str = MANIFEST, demo: str = DEMO, **forms: Mapping[str, Rows]
    ) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="lieu-field-"))
        self.services = self.root / "services"
        self.data = self.root / "data"
        written(self.services, manifest=manifest, **forms)
        (self.services / "terrain" / "demo.yaml").write_text(demo, "utf-8")
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.app = f"{self.address}/s/terrain/_app/"
        self.log = self.root / "server.log"
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Serve at the same address, with what was kept before."""
        command = ["run", "--data", str(self.data), "--port", str(self.port), "--demo"]
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [str(LIEU), *command, "--no-authoring"],
                env=self._told(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # its workers end with it
            )
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end and self._server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):  # noqa: S310
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text("utf-8", "replace")[-2000:])

    def stop(self) -> None:
        """Kill the server: nothing answers at its address."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    def renew(self) -> None:
        """Publish another version of the service, and so of the app."""
        path = self.services / "terrain" / "service.yaml"
        old = path.read_text("utf-8")
        new = old.replace("Terrain d’essai", "Terrain d’essai bis").replace("0.1.0", "0.1.1")
        assert new != old
        path.write_text(new, "utf-8")

    def key(self, team: str, role: str = "maraudeur") -> str:
        """Return a new key for a team."""
        given = ["--service", "terrain", "--role", role, "--organisation", team]
        return self._lieu("key", "add", *given).splitlines()[-1].strip()

    def revoke(self, key: str) -> None:
        """End a key."""
        self._lieu("key", "revoke", key.split("_")[1])

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the database of the place answers."""
        with closing(sqlite3.connect(f"file:{self.data}/place.sqlite3?mode=ro", uri=True)) as base:
            return base.execute(statement, values).fetchall()

    def _lieu(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(LIEU), *arguments, "--data", str(self.data)],
            env=self._told(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _told(self) -> dict[str, str]:
        return environment.child(
            LIEU_SERVICES=str(self.services), LIEU_DEMO="1", LIEU_FILES_LARGEST="60"
        )

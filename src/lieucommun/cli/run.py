"""`lieu run`: a place, opened."""

import hashlib
import socket
import sys
from pathlib import Path

import click

from .place import data_option, open_place, prepare_place
from .supervising import beside_a_worker

#: Milliseconds in which the headers of a request must have come: whoever drips them is let go.
SLOWEST_HEADERS = 10_000


@click.command()
@data_option
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--demo", is_flag=True, help="Load invented persons and records; local use only.")
@click.option(
    "--authoring/--no-authoring",
    default=None,
    help="Serve the folders as they are edited (default: yes on this machine's own address).",
)
@click.option("--threads", default=8, show_default=True, help="Requests answered at once.")
@click.option(
    "--worker/--no-worker",
    default=True,
    help="Do the place's jobs too (no: `lieu worker` does them).",
)
def run(  # noqa: PLR0913 - one parameter per option
    *,
    data: Path | None,
    port: int,
    host: str,
    demo: bool,
    authoring: bool | None,
    threads: int,
    worker: bool,
) -> None:
    """Open a place in the browser: services, accounts and records in one folder."""
    local = host in {"127.0.0.1", "localhost", "::1"}
    if demo and not local:
        raise click.UsageError("--demo opens accounts without a password: only on 127.0.0.1.")
    _refuse_taken_port(host, port)
    values = {"demo": "1" if demo else ""}
    if authoring is None:
        authoring = local
    values["authoring"] = "1" if authoring else ""
    open_place(data, **values)
    prepare_place(quiet=True)
    _collect_static()
    _synchronise()
    click.echo(f"http://{'127.0.0.1' if local else host}:{port}/")
    with beside_a_worker(wanted=worker):
        _serve(host, port, threads)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            raise click.UsageError(
                f"Port {port} of {host} is taken; choose another with --port."
            ) from reason


def _collect_static() -> None:
    """Gather assets under hashed names, unless the code has not changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path}{storage.get_modified_time(path).timestamp()}".encode())
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text("ascii") == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest(), "ascii")


def _synchronise() -> None:
    from lieucommun.kernel.services.guard import withheld
    from lieucommun.kernel.services.registry import published, synchronise

    report = synchronise(progress=_tell)
    for diagnostic in report.problems:
        click.echo(str(diagnostic), err=True)
    _take_bundled()
    for service in withheld(published()):
        click.echo(
            f"{service.slug}: closed but for its texts. It keeps {service.sensitivity} data; set "
            "LIEU_DECLARED_HOST to the name of a host that may keep it.",
            err=True,
        )


def _take_bundled() -> None:
    """Load the figures that services bring with them, those that are not loaded as they are."""
    from lieucommun.kernel.services.registry import published
    from lieucommun.kernel.tables.bundled import take_bundled
    from lieucommun.kernel.tables.refusals import RefusedLoad

    for service in published():
        try:
            take_bundled(service)
        except RefusedLoad as refused:
            click.echo(f"{service.slug}: {refused}", err=True)


def _tell(slug: str, done: int, total: int) -> None:
    """Say on a terminal how far the reading of the folders has come."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{done + 1}/{total} {slug}", nl=done + 1 == total, err=True)


def _serve(host: str, port: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "lieucommun.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        backpressure=4 * threads,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=SLOWEST_HEADERS),
        log_access=False,
        log_level=LogLevels.error,
    ).serve()

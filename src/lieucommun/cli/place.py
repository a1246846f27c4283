"""What every command that touches a place needs: its data folder, and Django started on it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lieucommun.settings import environment
from lieucommun.settings.sqlite import AffectedSqliteError

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.schema import Dataset
    from lieucommun.kernel.people.models import Person
    from lieucommun.kernel.services.loaded import LoadedService

data_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--data",
    "data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the place (default: LIEU_DATA, or ./data).",
)


def open_place(data: Path | None = None, **values: str) -> None:
    """Start Django on a place; a database or a setting at fault ends with one sentence, code 2."""
    if data is not None:
        values["data"] = str(data)
    environment.configure(**values)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"lieucommun.settings.{_size()}")
    import django

    try:
        django.setup()
    except (AffectedSqliteError, ValueError, OSError) as reason:
        click.echo(f"lieu: {reason}", err=True)
        raise SystemExit(2) from reason


def prepare_place(*, quiet: bool = False) -> None:
    """Bring the database up to date with the code."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if not quiet:
        click.echo("Database ready.", err=True)


def open_service_of_place(data: Path | None, service: str) -> "LoadedService":
    """Open a service of a place, its folders read again; one sentence otherwise."""
    open_place(data)
    prepare_place(quiet=True)
    from lieucommun.kernel.services.registry import UnknownService, open_service, synchronise

    synchronise()
    try:
        return open_service(service)
    except UnknownService as unknown:
        raise click.ClickException(f"No service `{service}` in this place.") from unknown


def open_dataset(
    data: Path | None, service: str, dataset: str, email: str = ""
) -> "tuple[Dataset, Person | None]":
    """Open a dataset of a place, and the person who acts ("": nobody); one sentence otherwise."""
    loaded = open_service_of_place(data, service)
    from lieucommun.kernel.people.models import Person
    from lieucommun.kernel.services import guard

    if not guard.opens_records(loaded):
        raise click.ClickException(
            f"`{service}` keeps social or health data and stays closed here: set "
            "LIEU_DECLARED_HOST to the name of a host that may keep it."
        )
    if dataset not in loaded.manifest.datasets:
        names = ", ".join(loaded.manifest.datasets) or "none"
        raise click.ClickException(f"`{service}` has no dataset `{dataset}`; it has: {names}.")
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if email and person is None:
        raise click.ClickException(f"No person signs in as {email}.")
    if person is not None:
        person.proved = True  # whoever runs a command here has more than a second factor
    return loaded.dataset(dataset), person


def _size() -> str:
    size = environment.SIZE.text()
    if size not in {"embedded", "scaled"}:
        click.echo(f"lieu: LIEU_SIZE is `{size}`; it must be `embedded` or `scaled`.", err=True)
        raise SystemExit(2)
    return size

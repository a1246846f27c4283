"""`lieu new`: a folder to start from, empty or adapted from another."""

import shutil
from pathlib import Path

import click

from .folders import start_without_place


@click.command()
@click.argument("slug")
@click.option("--from", "source", default="", help="Service to adapt: a slug or a folder.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), default=None,
    help="Folder of the place (default: LIEU_DATA, or ./data).",
)  # fmt: skip
def new(*, slug: str, source: str, data: Path | None) -> None:
    """Write the folder of a new service, ready to open and to edit.

    It goes to the `services` folder of the place if there is one, else to ./services.
    """
    from lieucommun.settings import environment

    if data is not None:
        environment.configure(data=str(data))
    start_without_place()
    from lieucommun.kernel.services.starting import SlugRefusedError, adapted, fresh

    parent = _parent()
    target = parent / slug
    if target.exists():
        raise click.ClickException(f"{target} exists already; nothing was changed.")
    try:
        files = adapted(slug, _source(source)) if source else fresh(slug)
    except SlugRefusedError as refused:
        raise click.ClickException(str(refused)) from refused
    _write(target, files)
    _offer_schema(parent)
    click.echo(f"{target}: {len(files)} files.", err=True)
    _report(target)


def _parent() -> Path:
    from django.conf import settings

    folders = [folder for folder in settings.SERVICE_FOLDERS if folder != settings.GALLERY]
    here = Path.cwd() / "services"
    return next((folder for folder in folders if folder.is_dir()), here)


def _source(name: str) -> Path:
    from .folders import found_folders

    found = found_folders((name,))
    if not found:
        raise click.UsageError(f"`{name}` is not the folder of a service.")
    return found[0]


def _write(target: Path, files: dict[str, bytes]) -> None:
    """Write every file, or nothing: a folder half written would be served half written."""
    waiting = target.with_name(f".{target.name}.new")
    shutil.rmtree(waiting, ignore_errors=True)
    for path, content in files.items():
        (waiting / path).parent.mkdir(parents=True, exist_ok=True)
        (waiting / path).write_bytes(content)
    waiting.rename(target)


def _offer_schema(parent: Path) -> None:
    """Put the schema where the first line of service.yaml says, for completion in editors."""
    from lieucommun.kernel.services.schema import schema_text

    schema = parent.parent / "schema" / "service.schema.json"
    if not schema.exists():
        schema.parent.mkdir(parents=True, exist_ok=True)
        schema.write_text(schema_text(), "utf-8")


def _report(target: Path) -> None:
    from lieucommun.kernel.services.checking import check
    from lieucommun.kernel.services.folder import Folder

    for found in check(Folder.on_disk(target)).errors:
        click.echo(f"{target}/{found}")
    click.echo(f"Edit {target}/service.yaml, then `lieu check {target.name}`.", err=True)

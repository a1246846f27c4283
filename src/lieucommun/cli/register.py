"""`lieu register`: what a manifest already says for the register and for an impact assessment."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from .folders import found_folders, start_without_place

if TYPE_CHECKING:
    from lieucommun.kernel.services.loaded import LoadedService

LANGUAGES = ("fr", "en")


@click.command()
@click.argument("service")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="`text` is Markdown.",
)  # fmt: skip
@click.option("--impact", is_flag=True, help="The draft of the impact assessment instead.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=None,
    help="Language of the text (default: the first one of the service that is offered here).",
)
def register(*, service: str, output: str, impact: bool, language: str | None) -> None:
    """Print the entry of SERVICE, a slug or a path, in the register of processing.

    Nothing of a place is read: the manifest says it, and leaves as questions what only people
    can answer.
    """
    start_without_place()
    from django.utils.translation import override

    from lieucommun.kernel.services.register import as_markdown, assessment, register_entry

    loaded = read_service(service)
    spoken = (each for each in loaded.manifest.languages if each in LANGUAGES)
    chosen = language or next(spoken, LANGUAGES[0])
    with override(chosen):
        entry = register_entry(loaded, chosen)
        text = assessment(entry) if impact else as_markdown(entry)
        told = {**asdict(entry), "text": text}
    click.echo(
        json.dumps(told, ensure_ascii=False, indent=2) if output == "json" else text, nl=False
    )


def read_service(service: str) -> "LoadedService":
    """Return a service that is sound, by slug or path; raises click.UsageError otherwise."""
    from lieucommun.kernel.services.checking import check
    from lieucommun.kernel.services.folder import Folder
    from lieucommun.kernel.services.loaded import LoadedService

    (root, *_) = [*found_folders((service,)), None]
    if root is None:
        raise click.UsageError(f"`{service}` is no folder of a service.")
    folder = Folder.on_disk(root.resolve())
    checked = check(folder)
    if checked.manifest is None or not checked.ok:
        raise click.ClickException(f"`{service}` has mistakes: see `lieu check {service}`.")
    return LoadedService(checked.manifest.service, folder.hash, 0, 0, checked.manifest, folder)

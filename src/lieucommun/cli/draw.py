"""`lieu draw`: the workflows of a service as Mermaid state diagrams."""

import click

from .folders import start_without_place
from .register import read_service


@click.command()
@click.argument("service")
@click.argument("dataset", required=False)
@click.option("--language", default=None, help="Language of the titles (default: the first one).")
def draw(*, service: str, dataset: str | None, language: str | None) -> None:
    """Print the workflow of each dataset of SERVICE, a slug or a path, or of DATASET alone.

    Mermaid (stateDiagram-v2): what documentation sites, forges and editors draw.
    """
    start_without_place()
    from lieucommun.kernel.services.machines import drawing

    manifest = read_service(service).manifest
    if dataset is not None and dataset not in manifest.datasets:
        raise click.UsageError(f"`{service}` has no dataset `{dataset}`.")
    drawn = [
        drawing(each, language or manifest.languages[0])
        for name, each in manifest.datasets.items()
        if dataset in (None, name)
    ]
    if not any(drawn):
        raise click.UsageError(f"No workflow in `{dataset or service}`.")
    click.echo("\n".join(each for each in drawn if each), nl=False)

"""`lieu schema`: what is generated from the models, for editors and readers."""

from pathlib import Path

import click

from .folders import start_without_place


@click.command()
@click.option(
    "--schema", "schema_file", type=click.Path(dir_okay=False, path_type=Path),
    default=Path("schema/service.schema.json"), show_default=True,
    help="Where the JSON Schema of service.yaml goes.",
)  # fmt: skip
@click.option(
    "--diagnostics", type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/reference/diagnostics"), show_default=True,
    help="Where the page of each diagnostic goes.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is out of date.")
def schema(*, schema_file: Path, diagnostics: Path, check: bool) -> None:
    """Write the JSON Schema of service.yaml and the reference of diagnostics."""
    start_without_place()
    from lieucommun.kernel.services.diagnostics.pages import diagnostic_pages
    from lieucommun.kernel.services.schema import schema_text

    wanted = {schema_file: schema_text()}
    wanted |= {diagnostics / name: text for name, text in diagnostic_pages().items()}
    stale = [path for path, text in wanted.items() if _content(path) != text]
    left = [path for path in diagnostics.glob("LC*.md") if path not in wanted]
    if check:
        for path in (*stale, *left):
            click.echo(f"{path} is out of date: run `lieu schema`.", err=True)
        raise SystemExit(1 if stale or left else 0)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    for path in left:
        path.unlink()
    click.echo(f"{len(wanted)} files, {len(stale) + len(left)} changed.", err=True)


def _content(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None

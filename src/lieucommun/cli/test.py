"""`lieu test`: the stories of services, in a real browser, against a temporary place."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .folders import found_folders, start_without_place

if TYPE_CHECKING:
    from lieucommun.stories.running import Outcome, Run

_EXTRA = "Stories need the extra `stories`: pip install 'lieu-commun[stories]'."
_CHROMIUM = "Stories run in Chromium, which was not found: install the Debian package `chromium`."
_CANNOT_RUN = 2
_WAYS = ("phone", "keyboard", "no-javascript", "easy-to-read")


@click.command()
@click.argument("services", nargs=-1)
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--screenshots",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("screenshots"),
    show_default=True,
    help="Folder for pictures of the screens where a story failed.",
)
@click.option("--keep", is_flag=True, help="Keep a picture of the end of every scenario, too.")
@click.option(
    "--way",
    "ways",
    type=click.Choice([*_WAYS, "all"]),
    multiple=True,
    help="Take every journey in this way instead of as it is written; may be repeated.",
)
def test(
    *,
    services: tuple[str, ...],
    output: str,
    screenshots: Path,
    keep: bool,
    ways: tuple[str, ...],
) -> None:
    """Try the stories of services in a browser; exit with 1 when one of them fails.

    SERVICES are slugs or paths; without any, every service found is tried. Nothing of this place
    is touched: a temporary one is opened, with its demonstration, and removed at the end. Exit
    code 2 says that stories cannot run here.
    """
    start_without_place()
    folders = found_folders(services)
    try:
        from lieucommun.stories import running
        from lieucommun.stories.place import PlaceError
    except ModuleNotFoundError as missing:
        _cannot_run(_EXTRA, missing)
    if not Path(running.CHROMIUM).exists():
        _cannot_run(_CHROMIUM)
    told = _tell if output == "text" else _nothing
    taken = _WAYS if "all" in ways else ways
    run = running.Run(folders, screenshots, keep, taken, told)
    if broken := [folder.name for folder in folders if not _is_sound(folder)]:
        _cannot_run(f"Mistakes in {', '.join(broken)}: `lieu check` tells them.")
    if not run.stories():
        _cannot_run("No story to try: a story is a file `stories/NAME.feature` of a service.")
    try:
        outcomes = run()
    except PlaceError as trouble:
        _cannot_run(str(trouble))
    if output == "json":
        click.echo(json.dumps(_as_json(run), ensure_ascii=False, indent=2))
    else:
        click.echo(_summary(run))
    raise SystemExit(0 if all(outcome.passed for outcome in outcomes) else 1)


def _cannot_run(reason: str, error: Exception | None = None) -> NoReturn:
    click.echo(f"lieu test: {reason}", err=True)
    raise SystemExit(_CANNOT_RUN) from error


def _is_sound(folder: Path) -> bool:
    from lieucommun.kernel.services.checking import check
    from lieucommun.kernel.services.folder import Folder

    return check(Folder.on_disk(folder.resolve())).ok


def _nothing(_: "Outcome") -> None:
    return None


def _tell(outcome: "Outcome") -> None:
    mark = "passed" if outcome.passed else "FAILED"
    click.echo(f"{mark}  {outcome.service}: {outcome.scenario}  ({outcome.seconds:.1f} s)")
    if outcome.told:
        click.echo(f"{outcome.told}\n")


def _as_json(run: "Run") -> dict[str, object]:
    failed = sum(not outcome.passed for outcome in run.outcomes)
    return {
        "passed": len(run.outcomes) - failed,
        "failed": failed,
        "seconds": round(run.seconds, 1),
        "scenarios": [outcome.as_json() for outcome in run.outcomes],
    }


def _summary(run: "Run") -> str:
    failed = sum(not outcome.passed for outcome in run.outcomes)
    passed = len(run.outcomes) - failed
    return f"{passed} passed, {failed} failed in {run.seconds:.0f} s"

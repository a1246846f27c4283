"""Files that a person takes away: exports, downloads, print."""

from typing import TYPE_CHECKING

from lieucommun.stories import finding, names
from lieucommun.stories.actor import Actor
from lieucommun.stories.failure import StoryFailure
from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said
from lieucommun.stories.tables import rows_of

from .known import Table, does

if TYPE_CHECKING:
    from playwright.sync_api import Download, Locator


@does("exports")
def exports(scene: Scene, said: Said, _: Table) -> None:
    """Take the list of the screen away in a format, by the link that names it."""
    actor = scene.actor(said.who)
    wanted = said.text("format") or said.text("bare")
    scope = finding.place(actor, said.text("name")) if said.text("name") else None
    take(actor, finding.pressed(actor, wanted, scope))


@does("downloads")
def downloads(scene: Scene, said: Said, _: Table) -> None:
    actor = scene.actor(said.who)
    scope = finding.place(actor, said.text("place"), said.text("landmark"))
    take(actor, finding.pressed(actor, said.text("name"), scope))


@does("prints")
def prints(scene: Scene, said: Said, _: Table) -> None:
    """Look at the page as it is printed, until another page is opened."""
    actor = scene.actor(said.who)
    actor.page.emulate_media(media="print")
    if not actor.opened.pdf().startswith(b"%PDF"):
        raise StoryFailure("a page that prints")
    actor.opened.once("framenavigated", lambda _: actor.opened.emulate_media(media="screen"))


@does("file-rows")
def file_rows(scene: Scene, said: Said, _: Table) -> None:
    found = len(_table(scene)) - 1
    if found != said.number("count"):
        raise StoryFailure(f"{said.number('count')} rows in the file; it has {found}")


@does("file-columns")
def file_columns(scene: Scene, said: Said, _: Table) -> None:
    header = _table(scene)[0]
    for name in said.texts("names"):
        if _column(header, name) is None:
            raise StoryFailure(f"the column « {name} » in the file", header)


@does("file-no-columns")
def file_no_columns(scene: Scene, said: Said, _: Table) -> None:
    header = _table(scene)[0]
    for name in said.texts("names"):
        if _column(header, name) is not None:
            raise StoryFailure(f"no column « {name} » in the file, but it is there")


@does("file-column")
def file_column(scene: Scene, said: Said, _: Table) -> None:
    header, *rows = _table(scene)
    index = _column(header, said.text("column"))
    if index is None:
        raise StoryFailure(f"the column « {said.text('column')} » in the file", header)
    cells = [row[index] for row in rows if index < len(row)]
    for text in said.texts("texts"):
        if not any(names.anywhere(text).search(cell) for cell in cells):
            raise StoryFailure(f"« {text} » in the column « {said.text('column')} »", cells)


@does("file-holds", "file-holds-not")
def file_holds(scene: Scene, said: Said, _: Table) -> None:
    lines = [" | ".join(row) for row in _table(scene)]
    wanted = said.sentence == "file-holds"
    for text in said.texts("texts"):
        if any(names.anywhere(text).search(line) for line in lines) != wanted:
            told = f"« {text} » in the file" if wanted else f"no « {text} » in the file"
            raise StoryFailure(told, lines if wanted else [])


def take(actor: Actor, link: "Locator") -> None:
    """Press a link and keep the file it gives, downloaded or shown."""
    taken: list[Download] = []
    page = actor.opened

    def keep(download: "Download") -> None:
        taken.append(download)

    page.on("download", keep)
    before = page.url
    actor.activate(link)
    for _ in range(50):
        if taken or page.url != before:
            break
        page.wait_for_timeout(60)
    page.remove_listener("download", keep)
    if taken:
        actor.file_name, actor.file = taken[0].suggested_filename, taken[0].path().read_bytes()
        return
    href = page.url
    answer = page.context.request.get(href)
    if "text/html" in answer.headers.get("content-type", ""):
        raise StoryFailure("a file to download")
    actor.file_name, actor.file = href.partition("?")[0].rpartition("/")[2], answer.body()
    page.go_back()


def _table(scene: Scene) -> Table:
    actor = scene.latest
    if not actor.file:
        raise StoryFailure("a file: nothing was exported or downloaded yet")
    rows = rows_of(actor.file, actor.file_name)
    if not rows:
        raise StoryFailure(f"a table in the file « {actor.file_name} »")
    return rows


def _column(header: list[str], name: str) -> int | None:
    for pattern in (names.exact(name), names.start(name)):
        for index, cell in enumerate(header):
            if pattern.search(cell):
                return index
    return None

"""How the failure of a step is told: where, which sentence, what was looked for, a picture."""

import difflib
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .failure import StoryFailure
from .scene import Scene
from .sentences import UnknownStepError

if TYPE_CHECKING:
    from pytest_bdd.parser import Feature, Step

_MOST_SEEN = 3
_LONGEST_SEEN = 160


@dataclass(frozen=True, slots=True)
class Told:
    """A failure, in parts: `seen` is what looks most like what was looked for."""

    path: str
    line: int
    step: str
    looked_for: str
    seen: tuple[str, ...] = ()
    page: str = ""
    screenshot: str = ""

    def __str__(self) -> str:
        lines = [f"{self.path}:{self.line}: {self.step}", f"  looked for: {self.looked_for}"]
        lines += [f"  instead:    {text}" for text in self.seen]
        if self.page:
            lines.append(f"  page:       {self.page}")
        if self.screenshot:
            lines.append(f"  screenshot: {self.screenshot}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def told(feature: "Feature", step: "Step", failure: Exception, scene: Scene, folder: Path) -> Told:
    """Tell the failure of a step, with a picture of what its last person looked at."""
    path, line = shown_path(Path(feature.filename)), step.line_number
    sentence = f"{step.keyword.strip().capitalize()} {step.name}".replace("' ", "'")
    page, picture = look(scene, folder, f"{scene.service}-{Path(path).stem}-{line}")
    if isinstance(failure, UnknownStepError):
        looked_for = f"a sentence of the library; the nearest is: {failure.nearest}"
        return Told(path, line, sentence, looked_for, page=page, screenshot=picture)
    looked_for = _first_line(failure)
    seen: tuple[str, ...] = ()
    if isinstance(failure, StoryFailure):
        seen = nearest(failure.looked_for, failure.seen)
    return Told(path, line, sentence, looked_for, seen, page, picture)


def nearest(looked_for: str, seen: list[str]) -> tuple[str, ...]:
    """Return the few texts of a screen that look most like what was looked for."""
    wanted = (re.findall("« (.*?) »", looked_for) or [looked_for])[0].casefold()
    unique = [
        text[:_LONGEST_SEEN] for text in dict.fromkeys(" ".join(t.split()) for t in seen) if text
    ]
    scored = sorted(
        unique, key=lambda text: -difflib.SequenceMatcher(None, wanted, text.casefold()).ratio()
    )
    return tuple(scored[:_MOST_SEEN])


def shown_path(path: Path) -> str:
    """Return a path as it is easiest to open from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def look(scene: Scene, folder: Path, name: str) -> tuple[str, str]:
    """Keep a picture of what the last person looks at; return its page and where it is kept."""
    if not scene.last or not scene.latest.begun:
        return "", ""
    page = scene.latest.opened
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{name}.png"
    page.screenshot(path=picture, full_page=True)
    return f"{page.title()} ({page.url})", shown_path(picture)


def _first_line(failure: Exception) -> str:
    text = str(failure).strip()
    if covered := re.search(r"- (<.*>) intercepts pointer events", text):
        return (
            f"something to press that nothing covers; {covered[1][:_LONGEST_SEEN]} stands over it"
        )
    return text.partition("\n")[0] or type(failure).__name__

"""What `lieu check` says of the stories of a folder."""

from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.findings import Draft
from lieucommun.stories.checking import UnreadableStoryError, unknown_steps


def stories(draft: Draft) -> Iterator[Diagnostic]:
    """Yield the steps that nobody knows and the files that are not Gherkin, by line."""
    for path in draft.folder.files():
        if not path.endswith(".feature"):
            continue
        text = draft.folder.text(path)
        lines = text.split("\n")
        try:
            for unknown in unknown_steps(text):
                written = lines[unknown.line - 1]
                column = len(written) - len(written.lstrip()) + 1
                params = {"found": unknown.step, "nearest": unknown.nearest}
                yield Diagnostic(path, unknown.line, column, "LC150", params)
        except UnreadableStoryError as error:
            params = {"detail": error.found}
            yield Diagnostic(path, error.line, error.column, "LC151", params)

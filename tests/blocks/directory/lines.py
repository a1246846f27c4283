"""Reading the lines of a list of the trial service."""

from tests.screen import Screen

LIST = "/s/epreuve/lieux/"


def titles(page: Screen) -> list[str]:
    """Return the titles of the lines of a list, those that start with L."""
    return [text for text in page.texts("h2") if text.startswith("L")]

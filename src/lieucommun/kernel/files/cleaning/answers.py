"""What the cleaning of a file says."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - an answer, not an accident
    """The file is refused; `code` is one of those that have a sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

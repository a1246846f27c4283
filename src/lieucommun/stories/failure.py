"""How a step fails, in a sentence."""


class StoryFailure(AssertionError):  # noqa: N818 - a broken promise, not a fault of the program
    """What a step looked for and did not find; `seen` lists names that were there instead."""

    def __init__(self, looked_for: str, seen: list[str] | None = None) -> None:
        super().__init__(looked_for)
        self.looked_for = looked_for
        self.seen = seen or []

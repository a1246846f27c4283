"""What the engine refuses, always with a place and a reason."""


class FormError(Exception):
    """A form, an expression or an instance that cannot be used.

    `place` says where: a path, an element of the form, or a character of an expression. `reason` is
    one sentence for the person who writes forms.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class ExpressionError(FormError):
    """An expression that does not parse, does not fit, or costs too much.

    `position` counts characters from 0; -1 when the whole expression is meant.
    """

    def __init__(self, reason: str, position: int = -1) -> None:
        super().__init__(f"character {position + 1}" if position >= 0 else "expression", reason)
        self.position = position

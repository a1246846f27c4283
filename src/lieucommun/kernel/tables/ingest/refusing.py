"""Why a file is refused whole: a code of `tables.refusals`, and what its sentence tells."""


class Refused(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file, or its mapping, from which nothing is loaded."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

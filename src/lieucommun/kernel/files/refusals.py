"""Why a file is refused: one sentence that says what to do."""

from django.utils.translation import gettext, gettext_noop

SENTENCES: dict[str, str] = {
    "empty": gettext_noop("“%(name)s” is empty: choose another file."),
    "heavy": gettext_noop("“%(name)s” is larger than %(most)s MB: send a smaller file."),
    "full": gettext_noop(
        "There is no room left for “%(name)s”: ask whoever runs this place to make some."
    ),
    "type": gettext_noop(
        "“%(name)s” is not of a kind that is accepted here. You may send: %(choices)s."
    ),
    "mismatch": gettext_noop(
        "The name of “%(name)s” does not tell what it holds (%(found)s): "
        "save it again under its own kind."
    ),
    "double": gettext_noop(
        "“%(name)s” has the name of a program: rename it, or send another file."
    ),
    "polyglot": gettext_noop(
        "“%(name)s” holds two files in one, which could hide a program: save it again."
    ),
    "damaged": gettext_noop(
        "“%(name)s” is damaged: open it, save it again, and send the new file."
    ),
    "locked": gettext_noop("“%(name)s” is protected by a password: save it without one."),
    "pixels": gettext_noop(
        "“%(name)s” is too large an image (%(count)s million points; at most %(most)s): reduce it."
    ),
    "pages": gettext_noop("“%(name)s” has %(count)s pages; at most %(most)s are accepted."),
    "macros": gettext_noop("“%(name)s” holds macros, which are programs: save it without them."),
    "remote": gettext_noop(
        "“%(name)s” fetches parts from elsewhere: save it with everything inside, or as PDF."
    ),
    "slip": gettext_noop("“%(name)s” holds a part with a dangerous name: save it again."),
    "swollen": gettext_noop(
        "“%(name)s” would take far more room once opened than its size tells: save it again."
    ),
    "doctype": gettext_noop(
        "“%(name)s” declares a document type, which no document needs: save it again."
    ),
    "video": gettext_noop("“%(name)s” holds images that move: send the sound alone."),
    "costly": gettext_noop(
        "“%(name)s” takes too much memory or time to read: save it again, or as PDF."
    ),
    "virus": gettext_noop("“%(name)s” holds malicious code and was deleted."),
}


class RefusedFile(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file that is not kept; carries a code of SENTENCES and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return gettext(SENTENCES[self.code]) % self.params

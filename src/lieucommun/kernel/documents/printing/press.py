"""Run apart: print portraits of a folder, one by name, or those named on its input line by line.

With one name, its PDF is what it says. Without, each line answers a line: `+` when `NAME.pdf` was
written beside `NAME`, `-` when it could not be. The compiler is kept from one to the next.
"""

import sys
from pathlib import Path

import typst

FONTS = Path(__file__).with_name("fonts")
TEMPLATE = "portrait.typ"


class Press:
    """A compiler with its fonts, ready for one portrait after the other."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._compiler = typst.Compiler(
            str(self._folder / TEMPLATE),
            root=folder,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
        )

    def pdf(self, name: str) -> bytes:
        """Return the PDF of a portrait of the folder; raises typst.TypstError."""
        made = self._compiler.compile(
            format="pdf", sys_inputs={"portrait": name}, pdf_standards=["ua-1", "a-2a"]
        )
        if not isinstance(made, bytes):
            raise TypeError("one file was expected")
        return made

    def answer(self, name: str) -> str:
        """Print one portrait into its file, and say whether it went well."""
        try:
            (self._folder / f"{name}.pdf").write_bytes(self.pdf(name))
        except typst.TypstError:
            return "-"
        return "+"


def main(folder: str, *names: str) -> None:
    """Print a portrait, or all that are asked."""
    press = Press(folder)
    if names:
        sys.stdout.buffer.write(press.pdf(names[0]))
        return
    for line in sys.stdin:
        print(press.answer(line.strip()), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main(*sys.argv[1:])

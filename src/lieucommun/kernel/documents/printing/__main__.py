"""Run apart: print the paper of a folder, and give its PDF."""

import sys
from pathlib import Path

import typst

FONTS = Path(__file__).with_name("fonts")


def main(folder: str) -> bytes:
    """Return the PDF of the paper that a folder holds."""
    made = typst.compile(
        str(Path(folder) / "paper.typ"),
        root=folder,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1]))

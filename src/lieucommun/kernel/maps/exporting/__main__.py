"""Run apart: make the picture or the paper of a folder, and give its bytes."""

import sys
from pathlib import Path

from . import DPI, FONTS


def picture(folder: Path) -> bytes:
    """Return the PNG of `map.svg`, at 300 dots per inch of its size in points."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    made: bytes = vl_convert.svg_to_png((folder / "map.svg").read_text("utf-8"), ppi=DPI)
    return made


def paper(folder: Path) -> bytes:
    """Return the PDF of `map.typ`."""
    import typst

    made = typst.compile(
        str(folder / "map.typ"),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
    )
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


if __name__ == "__main__":
    make = {"png": picture, "pdf": paper}[sys.argv[1]]
    sys.stdout.buffer.write(make(Path(sys.argv[2])))

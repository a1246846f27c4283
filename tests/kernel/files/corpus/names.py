"""Names that would leave a folder, or deceive who reads them."""

from collections.abc import Iterator

from tests.kernel.files import making

from .hostile import Hostile

#: Forty names that would leave the folder where an archive is opened.
SLIPS = (
    *(
        "../x",
        "../../x",
        "../../../etc/passwd",
        "a/../../x",
        "a/../b",
        "..",
        "./../x",
        "a/..",
        "a/./x",
    ),
    *("/x", "/etc/passwd", "//x", "//host/share/x", "///x", "/", "./x", "a//b"),
    *("..\\x", "..\\..\\x", "a\\..\\..\\x", "\\x", "\\\\host\\share\\x", "a\\b", "a/..\\x"),
    *("C:/x", "C:\\x", "C:x", "c:/windows/x", "x:stream", "file:///x", "a/C:/x"),
    *(
        ".. /x",
        "a/.../x",
        ". ./x",
        "a/ /x",
        "..%00/x".replace("%00", "\x01"),
        "a\nb",
        "a\x7fb",
        "a\tb",
    ),
    *(" ", "....//x"),
)
#: Names of files as they may be sent: none may be kept as it is.
NAMES = (
    *SLIPS,
    *("photo\u202egpj.png", "a\u200bb.png", "a\0b.png", "CON.png", "nul", "lpt1.txt", "<b>.png"),
    *(
        "a" * 400 + ".png",
        '"quoted".png',
        "a|b?.png",
        ".png",
        "...",
        "",
        "\ud800.png",
        "x\r\nSet-Cookie:a",
    ),
)


def slips() -> Iterator[Hostile]:
    """Yield a document for each name that leaves the folder where an archive is opened."""
    for rank, name in enumerate(SLIPS):
        content = making.with_parts("docx", {name: b"x"})
        yield Hostile(f"slip {rank}", "lettre.docx", content, "slip")

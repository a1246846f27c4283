"""The words of a PDF in the order of its content, as a reader that copies them gets them."""

import re
from collections.abc import Iterator

import pikepdf

_HEX = r"<([0-9A-Fa-f]+)>"
_CHAR, _RANGE = re.compile(rf"{_HEX}\s*{_HEX}"), re.compile(rf"{_HEX}\s*{_HEX}\s*{_HEX}")


def words_of(pdf: pikepdf.Pdf) -> str:
    """Return all text, pages, headers and footers included, one line for each run of signs."""
    return "\n".join("\n".join(_runs(page.obj, page)) for page in pdf.pages)


def flat(text: str) -> str:
    """Return a text without its spaces and what only tells where lines may break."""
    return re.sub(r"[\s\u00a0\u202f\u200b\u2060]+", "", text)


def _runs(holder: pikepdf.Object, content: pikepdf.Page | pikepdf.Object) -> Iterator[str]:
    """Yield the text of a page or a form, following the forms that it draws."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    fonts: dict[str, dict[int, str]] = {}
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(content):
        match str(operator):
            case "Tf":
                name = str(operands[0])
                fonts.setdefault(name, _signs(resources.Font[name]))
                font = fonts[name]
            case "Tj":
                yield _decoded(bytes(operands[0]), font)
            case "TJ":
                parts = (each for each in operands[0] if isinstance(each, pikepdf.String))
                yield "".join(_decoded(bytes(each), font) for each in parts)
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    yield from _runs(form, form)


def _decoded(text: bytes, font: dict[int, str]) -> str:
    codes = (int.from_bytes(text[at : at + 2]) for at in range(0, len(text), 2))
    return "".join(font.get(code, "") for code in codes)


def _signs(font: pikepdf.Object) -> dict[int, str]:
    """Return the signs of a font by their code in the text (ToUnicode, ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for kind, block in re.findall(r"beginbf(char|range)(.*?)endbf", cmap, re.DOTALL):
        if kind == "char":
            found |= {int(code, 16): _text(signs) for code, signs in _CHAR.findall(block)}
            continue
        for first, last, sign in _RANGE.findall(block):
            for rank, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(int(sign, 16) + rank)
    return found


def _text(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")

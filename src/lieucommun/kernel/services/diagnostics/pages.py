"""The reference of diagnostics: one page per code, generated."""

from .code import Code
from .codes import CODES

_FAMILIES = (
    ("LC001", "Reading: files, folders, archives, YAML"),
    ("LC030", "Shape: keys and values"),
    ("LC060", "References: what is named must exist"),
    ("LC100", "Meaning: what could not work"),
    ("LC150", "Stories and blocks"),
)


def diagnostic_pages() -> dict[str, str]:
    """Return the text of each page by file name, the index included."""
    pages = {f"{code.name}.md": _page(code) for code in CODES.values()}
    return {"index.md": _index(), **pages}


def _index() -> str:
    lines = [
        "# Diagnostics",
        "",
        "What `lieu check` may say. A code never changes its meaning. Errors keep a folder from",
        "being published; warnings and notes do not.",
    ]
    starts = [start for start, _ in _FAMILIES] + ["LC999"]
    for (start, title), end in zip(_FAMILIES, starts[1:], strict=True):
        codes = [code for name, code in sorted(CODES.items()) if start <= name < end]
        if codes:
            lines += ["", f"## {title}", "", "| Code | Level | Says |", "|---|---|---|"]
            lines += [
                f"| [{code.name}]({code.name}.md) | {code.level} | {_plain(code.en)} |"
                for code in codes
            ]
    return "\n".join(lines) + "\n"


def _page(code: Code) -> str:
    parts = [
        f"# {code.name}",
        f"{code.level.capitalize()}. {_plain(code.en)}",
        code.why_en,
        "## En français",
        _plain(code.fr),
        code.why_fr,
    ]
    if code.wrong:
        parts += ["## Example", "Before:", f"```yaml\n{code.wrong.rstrip()}\n```"]
    if code.right:
        parts += ["After:" if code.wrong else "## Example", f"```yaml\n{code.right.rstrip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _plain(sentence: str) -> str:
    """Write the params of a sentence as a reader sees them: `…found…`."""
    return sentence.replace("{", "‹").replace("}", "›").replace("|", "\\|")

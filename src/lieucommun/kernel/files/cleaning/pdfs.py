"""PDF: written anew without what acts, what is attached, what tells of its author.

Every object of the file is looked at, wherever it hangs: scripts, actions that start or send
something, forms in XFA, attached files, rich media and metadata are taken out.
"""

from typing import Any

from .answers import Refusal

MOST_PAGES, MOST_OBJECTS = 2_000, 200_000
DEEPEST = 60
MOST_UNFOLDED, MOST_WARNINGS = 8 * 1024 * 1024, 500
#: Keys that are taken out of whatever holds them.
ACTING: tuple[str, ...] = (
    "/AA",
    "/AF",
    "/Collection",
    "/EmbeddedFiles",
    "/JavaScript",
    "/JS",
    "/OpenAction",
)
ACTING += ("/Metadata", "/PieceInfo", "/RichMediaContent", "/RichMediaSettings", "/XFA", "/EF")
ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"}
ACTS |= {"/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView", "/Hide", "/ResetForm", "/Trans"}
ACTS |= {"/SetOCGState", "/Thread"}
MOVING = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
LINKS = {"/A", "/Next", "/PA"}
SAFE = ("http://", "https://", "mailto:", "tel:")


def clean(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Write a PDF anew."""
    del kind, thumbnail
    import pikepdf

    _bound()
    try:
        with pikepdf.open(source) as pdf:
            _judge(pdf)
            for name in list(pdf.docinfo.keys()):
                del pdf.docinfo[name]
            for each in pdf.objects:
                _scrub(each, 0)
            pdf.save(
                target,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PasswordError:
        raise Refusal("locked") from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, RecursionError):
        raise Refusal("damaged") from None
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise Refusal("damaged") from None  # what a broken file makes of its own objects
    return {"kind": "pdf", "rewritten": True}


def _bound() -> None:
    """Bound what one stream may unfold to; qpdf bounds nothing by itself."""
    from pikepdf import settings

    settings.set_qpdf_limits(
        flate_max_memory=MOST_UNFOLDED,
        run_length_max_memory=MOST_UNFOLDED,
        png_max_memory=MOST_UNFOLDED,
        tiff_max_memory=MOST_UNFOLDED,
        dct_max_memory=MOST_UNFOLDED,
        doc_max_warnings=MOST_WARNINGS,
    )


def _judge(pdf: Any) -> None:
    if pdf.is_encrypted:
        raise Refusal("locked")
    count = len(pdf.pages)
    if not count:
        raise Refusal("damaged")
    if count > MOST_PAGES:
        raise Refusal("pages", count=count, most=MOST_PAGES)
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refusal("costly")


def _scrub(found: Any, depth: int) -> None:
    """Take what acts out of an object and of those written inside it."""
    import pikepdf

    if depth > DEEPEST:
        raise Refusal("damaged")
    if isinstance(found, pikepdf.Array):
        for rank in reversed(range(len(found))):
            if _moves(found[rank]):
                del found[rank]
        inner = list(found)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        _empty(found)
        inner = [found[name] for name in list(found.keys())]
    else:
        return
    for each in inner:
        if _is_container(each) and not each.is_indirect:
            _scrub(each, depth + 1)


def _empty(found: Any) -> None:
    for name in list(found.keys()):
        if name in ACTING or (name in LINKS and _acts(found[name])):
            del found[name]
    if _acts(found):
        for name in list(found.keys()):
            del found[name]


def _acts(found: Any) -> bool:
    import pikepdf

    if isinstance(found, pikepdf.Array):
        return any(_acts(each) for each in found)
    if not isinstance(found, pikepdf.Dictionary):
        return False
    act = str(found.get("/S", ""))
    far = str(found.get("/URI", "")).strip().lower()
    if not found.keys():
        return True  # an act that was emptied already
    return act in ACTS or (act == "/URI" and not far.startswith(SAFE))


def _moves(found: Any) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Dictionary) and str(found.get("/Subtype", "")) in MOVING


def _is_container(found: Any) -> bool:
    import pikepdf

    return isinstance(found, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream)

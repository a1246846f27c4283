"""The map to zoom into: its style and words as JSON, and its vector tiles, read by ranges."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http import StreamingHttpResponse as Streamed

from lieucommun.kernel.maps import Theme, tiles_style
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.contours import Shape
from lieucommun.kernel.territories.projection import INSETS, unproject

from .asked import Asked
from .drawing import drawing
from .opening import Looking, Shown

#: The place of what is read at once while a file is sent.
BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})|bytes=-(\d{1,15})")
#: Nothing of a file of this name ever changes: another load makes another name.
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Zoom:
    """Addresses of the style and of what draws it."""

    source: str


def zoom(looking: Looking, shown: Shown, asked: Asked) -> Zoom | None:
    """Return where the map to zoom into is told; None without tiles, or a front to show them."""
    built = getattr(settings, "MAP_BUILT", False)
    if not built or contours.tiles() is None or shown.ask(asked).level == "country":
        return None
    address = looking.opened.url("indicator-zoom", indicator=shown.name)
    return Zoom(f"{address}{asked.query(page=asked.page)}")


def told(request: PageRequest, looking: Looking, shown: Shown, asked: Asked) -> JsonResponse:
    """Return the style of MapLibre, the words of each territory, and where to look first."""
    found = drawing(looking, shown, asked)
    level = shown.ask(asked).level
    if found is None or contours.tiles() is None or level == "country":
        raise Http404(shown.name)
    theme: Theme = "dark" if request.GET.get("theme") == "dark" else "light"
    path = looking.opened.url("tiles", stamp=contours.stamp())
    drawn = found.drawn
    names = {each.code: each.name for each in drawn.shapes}
    answer = JsonResponse(
        {
            "style": tiles_style(
                drawn, level, address=request.build_absolute_uri(path), theme=theme
            ),
            "texts": {
                code: drawn.words.pair.format(name=names.get(code, code), value=text)
                for code, text in drawn.texts.items()
            },
            "bounds": bounds(drawn.shapes),
        }
    )
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def bounds(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees of some shapes; of the mainland among others.

    Overseas frames are far from it on the Earth: all of France is looked at from the mainland.
    """
    near = [each for each in shapes if not _overseas(each)] or list(shapes)
    corners = [
        unproject(x, y)
        for each in near
        for x, y in ((each.box[0], each.box[1]), (each.box[2], each.box[3]))
    ]
    lats, lons = [lat for lat, _ in corners], [lon for _, lon in corners]
    return min(lons), min(lats), max(lons), max(lats)


def _overseas(shape: Shape) -> bool:
    return any(inset.holds(shape.label_x, shape.label_y) for inset in INSETS)


def ranged(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    """Return a file or one range of it (RFC 9110, 14.2); several ranges are answered whole.

    Never compressed again: what is asked are bytes as they are stored.
    """
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _bytes(asked, size) if asked else (0, size - 1)
    if asked and (first >= size or last < first):
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    answer = Streamed(_read(path, first, last), status=206 if asked else 200)
    if asked:
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    answer["Content-Type"] = "application/vnd.pmtiles"
    answer["Content-Encoding"] = "identity"
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = f'"{etag}"'
    answer["Cache-Control"] = FOREVER
    return answer


def _bytes(asked: re.Match[str], size: int) -> tuple[int, int]:
    first, last, suffix = asked.groups()
    if suffix is not None:
        return (size, size) if not int(suffix) else (max(size - int(suffix), 0), size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (some := file.read(min(BLOCK, left))):
            left -= len(some)
            yield some

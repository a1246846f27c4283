"""Images: decoded, turned upright, reduced, and written anew without anything else.

No metadata is left (place, camera, comments), nor anything hidden after the image. A profile of
colours is applied, then dropped. Of what moves, the first image stays.
"""

from typing import TYPE_CHECKING

from .answers import Refusal

if TYPE_CHECKING:
    from PIL import Image

#: JPEG is decoded reduced; others are held whole in memory while they are.
MOST = {"jpeg": 50_000_000}
MOST_OTHERS = 16_000_000
LONGEST_SIDE = 30_000
SIDE, THUMBNAIL = 2560, 320
WRITTEN = {"gif": "png"}


def clean(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Write an image anew, and a small one of it; a GIF becomes a PNG."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # judged here, by kind
    try:
        with Image.open(source, formats=[kind.upper()]) as opened:
            _judge(kind, opened.size)
            upright = _upright(opened)
            written = WRITTEN.get(kind, kind)
            _write(upright, target, written)
            upright.thumbnail((THUMBNAIL, THUMBNAIL))
            _write(upright, thumbnail, written)
    except UnidentifiedImageError:
        raise Refusal("damaged") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        raise Refusal("damaged") from None
    return {"kind": written, "rewritten": True, "thumbnail": True}


def _judge(kind: str, size: tuple[int, int]) -> None:
    most = MOST.get(kind, MOST_OTHERS)
    points = size[0] * size[1]
    if points > most or max(size) > LONGEST_SIDE:
        raise Refusal("pixels", count=max(1, points // 1_000_000), most=most // 1_000_000)


def _upright(opened: "Image.Image") -> "Image.Image":
    from PIL import ImageOps

    opened.draft(None, (SIDE, SIDE))
    opened.seek(0)
    opened.load()
    turned = int(opened.getexif().get(0x0112, 1))
    profile = opened.info.get("icc_profile")
    plain = _plain(opened)
    plain.thumbnail((SIDE, SIDE))
    if profile:
        plain = _coloured(plain, profile)
    plain.info.clear()
    if turned in range(2, 9):
        plain.getexif()[0x0112] = turned
        plain = ImageOps.exif_transpose(plain)
        plain.info.clear()
    return plain


def _plain(image: "Image.Image") -> "Image.Image":
    """Return an image in colours, or in greys, with its transparency if it has one."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"L", "RGB", "RGBA"} and "transparency" not in image.info:
        return image.copy()
    clear = image.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def _coloured(image: "Image.Image", profile: bytes) -> "Image.Image":
    import io

    from PIL import ImageCms

    if image.mode not in {"RGB", "RGBA"}:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), inPlace=True)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # colours a little off are no reason to lose a photograph
    return image


def _write(image: "Image.Image", target: str, written: str) -> None:
    if written == "jpeg":
        image = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        image.save(target, "JPEG", quality=85, progressive=True)
    elif written == "webp":
        image.save(target, "WEBP", quality=85, method=2)
    else:
        image.save(target, "PNG", compress_level=4)

"""Sounds: the structure of their container is followed; tags of MP3 are taken out.

Kept otherwise as they are: to decode sound would take a library for each kind.
"""

import struct
from pathlib import Path

from .answers import Refusal

LEAST_FRAMES = 3
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
VOICES = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
TAG, TAIL = 10, 128


def clean(kind: str, source: str, target: str, thumbnail: str) -> dict[str, object]:
    """Follow the structure of a sound."""
    del thumbnail
    data = Path(source).read_bytes()
    if kind == "mp3":
        Path(target).write_bytes(_mp3(data))
        return {"kind": kind, "rewritten": True}
    try:
        {"ogg": _ogg, "wav": _wav, "m4a": _m4a, "weba": _weba}[kind](data)
    except (struct.error, IndexError):
        raise Refusal("damaged") from None
    return {"kind": kind}


def _mp3(data: bytes) -> bytes:
    """Return the frames of an MP3, without its tags."""
    start = 0
    if data[:3] == b"ID3" and len(data) > TAG:
        size = sum(
            (byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)
        )
        start = TAG + size
    end = len(data) - TAIL if data[-TAIL : -TAIL + 3] == b"TAG" else len(data)
    while start < end and data[start] == 0:
        start += 1
    place, frames = start, 0
    while place + 4 <= end and (length := _frame(data[place : place + 4])):
        place, frames = place + length, frames + 1
    if frames < LEAST_FRAMES:
        raise Refusal("damaged")
    return data[start : min(place, end)]


def _frame(head: bytes) -> int:
    """Return how long a frame of layer III is; 0 when this is none."""
    word = int.from_bytes(head, "big")
    version, layer = word >> 19 & 3, word >> 17 & 3
    rank, rate = word >> 12 & 15, word >> 10 & 3
    if word >> 21 != 0x7FF or layer != 1 or version == 1 or rank in {0, 15} or rate > 2:  # noqa: PLR2004
        return 0
    bits = (BITS_1 if version == 3 else BITS_2)[rank] * 1000  # noqa: PLR2004 - MPEG 1
    samples = 144 if version == 3 else 72  # noqa: PLR2004
    return samples * bits // RATES[version][rate] + (word >> 9 & 1)


def _ogg(data: bytes) -> None:
    segments = data[26]
    first = data[27 + segments :]
    if b"\x80theora" in data[:4096] or b"\x01video" in data[:4096]:
        raise Refusal("video")
    if not first.startswith(VOICES):
        raise Refusal("damaged")
    place, pages = 0, 0
    while place < len(data):
        if data[place : place + 4] != b"OggS":
            raise Refusal("damaged")
        table = data[place + 27 : place + 27 + data[place + 26]]
        place += 27 + len(table) + sum(table)
        pages += 1
    if pages < 2 or place > len(data):  # noqa: PLR2004 - a header, then sound
        raise Refusal("damaged")


def _wav(data: bytes) -> None:
    (size,) = struct.unpack_from("<I", data, 4)
    if size + 8 > len(data) + 1 or b"fmt " not in data[:4096] or b"data" not in data[:65536]:
        raise Refusal("damaged")


def _m4a(data: bytes) -> None:
    place, found = 0, set()
    while place < len(data):
        (size,) = struct.unpack_from(">I", data, place)
        name = data[place + 4 : place + 8]
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, place + 8)
        size = size or len(data) - place
        if size < 8 or place + size > len(data):  # noqa: PLR2004 - the head of a box
            raise Refusal("damaged")
        if name == b"moov":
            _tracks(data[place : place + size])
        found.add(name)
        place += size
    if not {b"ftyp", b"moov"} <= found:
        raise Refusal("damaged")


def _tracks(moov: bytes) -> None:
    if b"vide" in moov:
        raise Refusal("video")
    if b"soun" not in moov:
        raise Refusal("damaged")


def _weba(data: bytes) -> None:
    if b"webm" not in data[:64]:
        raise Refusal("damaged")
    head = data[:65536]
    if b"V_VP" in head or b"V_AV1" in head or b"V_MPEG" in head:
        raise Refusal("video")
    if b"A_OPUS" not in head and b"A_VORBIS" not in head:
        raise Refusal("damaged")

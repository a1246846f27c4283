"""What is accepted, what becomes of it, and what is refused with which sentence."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pytest_django import Settings

from lieucommun.kernel.files.cleaning.offices import leaves
from lieucommun.kernel.files.incoming import folder, receive
from lieucommun.kernel.files.judging import judge
from lieucommun.kernel.files.kinds import KINDS
from lieucommun.kernel.files.labels import clean_label
from lieucommun.kernel.files.purposes import PURPOSES
from lieucommun.kernel.files.refusals import SENTENCES, RefusedFile

from . import making
from .corpus import NAMES, SLIPS, Hostile, bombs, drawings, slips, wrong_types

CANARIES = (b"CANARY", b"javascript:")


def judged(name: str, content: bytes, purpose: str = "file") -> tuple[str, str, bytes, bytes]:
    """Return the kind, the name, the content and the small image that would be kept."""
    asked = PURPOSES[purpose]
    with folder() as here:
        draft = receive(io.BytesIO(content), here / "sent", name=name, most=asked.most)
        found = judge(draft, clean_label(name), asked)
        small = found.thumbnail.path.read_bytes() if found.thumbnail else b""
        return found.kind.name, found.label, found.draft.path.read_bytes(), small


def refusal(case: Hostile) -> RefusedFile:
    with pytest.raises(RefusedFile) as raised:
        judged(case.name, case.content, case.purpose)
    return raised.value


@pytest.mark.parametrize("name", making.honest())
def test_honest_files_are_accepted(name: str) -> None:
    kind, label, content, small = judged(name, making.honest()[name])
    expected = name.replace(".gif", ".png")
    assert (label, kind) == (expected, expected.rpartition(".")[2].replace("jpg", "jpeg"))
    assert content
    assert bool(small) == (KINDS[kind].family == "image")


def test_the_corpus_is_as_large_as_it_says() -> None:
    titles = [case.title for case in (*wrong_types(), *drawings(), *slips())]
    assert len(set(titles)) == len(titles) > 180
    assert len(list(wrong_types())) >= 60
    assert len(SLIPS) >= 40
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("make", [wrong_types, drawings, bombs])
def test_hostile_files_are_refused_with_their_sentence(
    make: Callable[[], Iterator[Hostile]],
) -> None:
    """One test per family: most files start a process, and there are two hundred of them."""
    expected, told = [], []
    for case in make():
        refused = refusal(case)
        expected.append((case.title, case.code))
        told.append((case.title, refused.code))
        assert str(refused).endswith(".")
    assert told == expected


def test_names_that_leave_their_archive_are_known() -> None:
    assert [name for name in SLIPS if not leaves(name)] == []
    assert [
        name for name in ("word/document.xml", "a/", "[x].xml", ".a", "é") if leaves(name)
    ] == []
    assert [refusal(case).code for case in list(slips())[::8]] == ["slip"] * 6


def test_nothing_is_left_of_what_was_refused(settings: Settings) -> None:
    left = Path(settings.MEDIA_ROOT) / "incoming"
    refusal(next(iter(bombs())))
    assert list(left.iterdir()) == []


def test_every_sentence_can_be_said() -> None:
    params = {"name": "a", "most": 1, "count": 2, "found": "PDF", "choices": ".pdf"}
    assert all("%" not in str(RefusedFile(code, **params)) for code in SENTENCES)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_only_labels(name: str) -> None:
    label = clean_label(name)
    assert 0 < len(label) <= 120
    assert not set(label) & set('/\\:<>"|?*\0\n\r\t\u202e\u200b')
    assert label.strip(" .") == label
    assert label.encode()


def test_names_keep_their_letters_and_their_end() -> None:
    assert clean_label("Été à l’île.pdf") == "Été à l’île.pdf"
    assert clean_label("C:\\Users\\Ada\\note.pdf") == "note.pdf"
    assert clean_label("x" * 300 + ".pdf").endswith("….pdf")
    assert clean_label("مرحبا.png") == "مرحبا.png"


def test_photographs_tell_neither_place_nor_camera() -> None:
    sent = making.photograph()
    _, _, kept, small = judged("photo.jpg", sent)
    assert b"CANARY" in sent
    assert [canary for canary in CANARIES if canary in kept + small] == []
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_stand_upright(orientation: int) -> None:
    _, _, kept, _ = judged("photo.jpg", making.photograph((64, 32), orientation))
    turned = orientation > 4
    picture = Image.open(io.BytesIO(kept)).convert("RGB")
    assert picture.size == ((32, 64) if turned else (64, 32))
    red = (8, 8) if orientation in {1, 4, 5, 6} else (picture.width - 8, picture.height - 8)
    pixel = picture.getpixel(red)
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_large_images_are_reduced(kind: str) -> None:
    written = {"jpg": "JPEG"}.get(kind, kind.upper())
    content = making.image(written, (4_000, 2_000))
    _, _, kept, small = judged(f"plan.{kind}", content, "image")
    assert Image.open(io.BytesIO(kept)).size == (2_560, 1_280)
    assert Image.open(io.BytesIO(small)).size == (320, 160)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_images_of_every_mode(mode: str) -> None:
    out = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (20, 20)).save(out, kind)
    name = "plan.jpg" if kind == "JPEG" else "plan.png"
    _, _, kept, _ = judged(name, out.getvalue(), "image")
    clear = mode in {"LA", "RGBA"}
    assert (Image.open(io.BytesIO(kept)).mode == "RGBA") == clear


def test_transparency_and_the_first_image_of_what_moves_stay() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:])
        _, _, kept, _ = judged(f"signe.{kind.lower()}", out.getvalue(), "image")
        picture = Image.open(io.BytesIO(kept))
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.convert("RGB").getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_what_follows_an_image_is_left_out() -> None:
    _, _, kept, _ = judged("photo.jpg", making.image("JPEG") + b"CANARY" * 20)
    assert b"CANARY" not in kept


def test_an_image_under_the_name_of_another_is_renamed() -> None:
    kind, label, _, _ = judged("photo.jpg", making.image("WEBP"), "image")
    assert (kind, label) == ("webp", "photo.webp")


def test_a_name_without_an_end_gets_that_of_its_content() -> None:
    kind, label, _, _ = judged("scan", making.pdf())
    assert (kind, label) == ("pdf", "scan.pdf")


def test_pdf_lose_what_acts_and_keep_their_links() -> None:
    sent = making.acting_pdf()
    _, _, kept, _ = judged("notice.pdf", sent)
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        told = b"\n".join(each.unparse(resolved=False) for each in pdf.objects) + bytes(kept)
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        told += b"".join(each.read_bytes() for each in streams)
        assert len(pdf.attachments) == 0
        assert {"/OpenAction", "/AA", "/Metadata"} & set(pdf.Root.keys()) == set()
        assert len(pdf.pages) == 1
        assert [str(one.A.URI) for one in pdf.pages[0].Annots if "/A" in one] == [
            "https://example.org/"
        ]
    assert b"CANARY" in sent
    assert [canary for canary in CANARIES if canary in told] == []


def test_the_same_pdf_becomes_the_same_content() -> None:
    assert judged("a.pdf", making.pdf())[2] == judged("b.pdf", making.pdf())[2]


def test_sounds_lose_their_tags() -> None:
    tag = b"ID3\4\0\0\0\0\0\x10" + b"CANARY".ljust(16)
    _, _, kept, _ = judged("message.mp3", tag + making.mp3() + b"TAG" + b"CANARY".ljust(125))
    assert kept == making.mp3()


def test_documents_with_links_are_kept_as_they_are() -> None:
    link = (
        '<Relationships><Relationship Id="r" Type="http://x/relationships/hyperlink" '
        'Target="https://example.org/" TargetMode="External"/></Relationships>'
    )
    sent = making.with_parts("docx", {"word/_rels/document.xml.rels": link})
    _, _, kept, _ = judged("lettre.docx", sent)
    assert kept == sent
    assert zipfile.ZipFile(io.BytesIO(kept)).testzip() is None


def test_tables_to_import_stay_as_they_are() -> None:
    sent = "nom;âge\nAda;36\n".encode("cp1252")
    assert judged("table.csv", sent, "import")[2] == sent

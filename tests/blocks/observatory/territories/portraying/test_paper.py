"""The PDF of a portrait says what its screen says, is tagged, and is made once for its figures."""

import io
import re
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.portraits import Portrait
from lieucommun.blocks.observatory.territories.portraying import giving, keeping
from lieucommun.blocks.observatory.territories.portraying.paper import BESIDE, name_of, printable
from lieucommun.blocks.observatory.territories.sections import PortraitSpec
from lieucommun.kernel.documents.printing import portraits as printing
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import Territory, find
from tests.blocks.observatory.territories.conftest import ROWS, Store
from tests.blocks.observatory.territories.test_screens import HOME, get
from tests.kernel.documents.pdf_text import flat, words_of
from tests.kernel.indicators.making_figures import Row
from tests.screen import Screen, words

pytestmark = pytest.mark.django_db
MAYENNE = f"{HOME}territoires/departement/53/"
#: Marks of direction, which only say in which order signs are read.
MARKS = re.compile("[\u2066\u2067\u2068\u2069\u200e]")


def pdf_of(client: Client, address: str = MAYENNE, language: str = "fr") -> pikepdf.Pdf:
    answer = client.get(f"{address}?format=pdf&lang={language}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(answer.content))


def figures(page: Screen) -> list[str]:
    """Return every figure of a screen: the large ones, those of tables and of sentences."""
    shown = [words(each) for each in page.all("p", class_="value")]
    shown += [words(each) for each in page.all("td")]
    for block in page.all("div", class_="reads"):
        shown += [words(each) for each in block.iter("p")]
    return shown


def portrait(sections: list[Any], key: str = "departement:53", **more: Any) -> Portrait:
    """Return a portrait of `smart` in French, of sections that its manifest does not declare."""
    service = open_service("smart")
    page = next(each for each in service.manifest.pages if each.block == "observatory")
    territory = find(key)
    assert isinstance(territory, Territory)
    spec = PortraitSpec.model_validate({"sections": sections, **more}, context={"language": "fr"})
    return Portrait(Looking(OpenPage(service, page, ANYONE, "fr")), territory, spec)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("where", ["departement/53", "commune/53130", "region/52"])
def test_paper_and_screen_say_the_same_figures(
    client: Client, store: Store, where: str, language: str
) -> None:
    store()
    address = f"{HOME}territoires/{where}/"
    shown = figures(get(client, address, language))
    pdf = pdf_of(client, address, language)
    printed = flat(MARKS.sub("", words_of(pdf)))
    assert len(shown) > 10
    missing = [each for each in shown if flat(MARKS.sub("", each)) not in printed]
    assert missing == []
    assert str(pdf.Root.Lang) == language


def test_paper_is_tagged_and_its_drawings_are_said_in_sentences(
    client: Client, store: Store
) -> None:
    store()
    pdf = pdf_of(client)
    found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    tags = [each for each in found if each.get("/Type") == "/StructElem"]
    alts = [str(each.Alt) for each in tags if "/Alt" in each]
    assert pdf.Root.MarkInfo.Marked
    assert len(alts) == 4  # a map and three charts
    assert all(each.endswith(".") and len(each.split()) > 4 for each in alts)
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= {str(each.get("/S")) for each in tags}
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "Mayenne"


def test_paper_is_called_by_its_service_and_territory(client: Client, store: Store) -> None:
    store()
    answer = client.get(f"{HOME}territoires/departement/2A/?format=pdf")
    assert answer["Content-Disposition"] == 'inline; filename="smart-corse-du-sud-2a.pdf"'
    saint = find("commune:44184")
    assert saint is not None
    assert name_of(saint) == "saint-nazaire-44184"


def test_paper_is_made_once_and_again_when_figures_change(client: Client, store: Store) -> None:
    store()
    first = client.get(f"{MAYENNE}?format=pdf").content
    kept = sorted(keeping.home().glob("smart/*/*.pdf"))
    moment = kept[0].stat().st_mtime_ns
    assert [each.name for each in kept] == ["mayenne-53.pdf"]
    assert client.get(f"{MAYENNE}?format=pdf").content == first
    assert kept[0].stat().st_mtime_ns == moment
    TableLoad.objects.update(state=TableLoad.State.FORMER)
    store(ROWS[3:])
    assert client.get(f"{MAYENNE}?format=pdf").content != first
    assert len(sorted(keeping.home().glob("smart/*/*.pdf"))) == 2


def test_what_nobody_printed_for_a_week_is_swept(client: Client, store: Store) -> None:
    store()
    client.get(f"{MAYENNE}?format=pdf")
    assert keeping.sweep() == 0
    assert keeping.sweep(days=-1) == 1
    assert list(keeping.home().glob("smart/*")) == []


def test_a_caller_prints_a_bounded_number_of_them(client: Client, store: Store) -> None:
    store()
    first = client.get(f"{MAYENNE}?format=pdf")
    for _ in range(giving.MOST):
        giving.take("portrait-paper", "127.0.0.1", most=giving.MOST, within=giving.WITHIN)
    refused = client.get(f"{HOME}territoires/departement/44/?format=pdf", follow=True)
    assert refused.redirect_chain == [(f"{HOME}territoires/departement/44/", 302)]
    again = client.get(f"{MAYENNE}?format=pdf")  # it is there already
    assert again.content == first.content


def test_every_kind_of_section_is_printed(store: Store) -> None:
    store()
    drawn = portrait(
        [
            {"heading": {"fr": "Une partie"}},
            {"figures": ["population", "montant_total"]},
            {"sentence": "montant_total"},
            {"chart": "distribution", "indicator": "montant_par_habitant"},
            {"table": "parts", "indicators": ["montant_total"], "title": {"fr": "Par domaine"}},
            {"map": "montant_par_habitant", "level": "departement"},
            {"text": "pages/livret.md", "title": {"fr": "Le texte"}},
        ],
        "region:52",
        layout="booklet",
        lead=["part_financee"],
    )
    paper = printable(drawn, "Géographie d’essai.")
    kinds = [type(each).__name__ for each in paper.sections]
    assert kinds == [
        "Sentences", "Heading", "Figures", "Sentences", "Grid", "Picture", "Grid", "Sentences",
        "Notes",
    ]  # fmt: skip
    text = paper.sections[7]
    assert isinstance(text, printing.Sentences)
    assert text.title == "Le texte"
    assert len(text.paragraphs) > 2
    assert printing.printed_portrait(paper).startswith(b"%PDF")


def test_words_of_the_author_are_shown_beside_figures_and_never_alone(store: Store) -> None:
    store()
    text = {"text": "pages/livret.md", "title": {"fr": "Le texte"}}
    drawn = portrait([text, {"figures": ["montant_total"]}])
    context = {"pieces": drawn.pieces, "opened": drawn.looking.opened}
    shown = render_to_string("observatory/territories/pieces.html", context)
    assert "<h2>Le texte</h2>" in shown
    assert shown.index("Le texte") < shown.index('class="value')
    assert portrait([text]).pieces == []


def test_what_a_section_cannot_say_is_left_out(store: Store) -> None:
    store()
    drawn = portrait(
        [
            {"figures": ["unheard"]},
            {"sentence": "unheard"},
            {"table": "below", "indicators": ["unheard"]},
            {"table": "below", "indicators": ["montant_total"]},
            {"chart": "compare", "indicator": "montant_total"},
            {"chart": "line", "indicator": "unheard"},
            {"map": "montant_total", "level": "commune"},
            {"map": "montant_total", "level": "pays"},
            {"text": "pages/absent.md"},
        ],
        "commune:53130",
    )
    kinds = [each.kind for each in drawn.pieces]
    assert kinds == []
    assert printing.printed_portrait(printable(drawn, "")).startswith(b"%PDF")


def test_a_long_list_is_cut_on_paper_and_says_so(store: Store) -> None:
    rows = [
        Row(
            "commune:53130", 2024, kind=f"domaine {n:02}", amount=Decimal(1000 - n), cost=Decimal(1)
        )
        for n in range(BESIDE + 3)
    ]
    store(rows)
    drawn = portrait([{"chart": "parts", "indicator": "montant_total"}], "region:52")
    with override("en"):
        sections = printable(drawn, "").sections
    (grid,) = (each for each in sections if isinstance(each, printing.Grid))
    assert len(grid.rows) == BESIDE
    assert grid.source == "3 more on the screen."
    assert len(drawn.pieces[0].listed.rows) == BESIDE + 3  # type: ignore[union-attr]

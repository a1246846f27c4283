"""Whatever is asked of a directory, it answers."""

from urllib.parse import quote, urlencode

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.blocks.trial import Trial
from tests.screen import Screen

VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "cafe",
            "nom",
            "-nom",
            "--nom",
            "map",
            "json",
            "csv",
            "points",
            "1,2",
            "\0",
            "42218",
            "true",
        ]
    ),
    st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cn"]), max_size=5),
)
NAMES = st.one_of(
    st.sampled_from(["q", "sort", "view", "format", "cursor", "near", "km", "lang", "easy",
                     "genre", "publics", "commune", "ouvert", "repere", "porteur", "secret"]),
    st.text(max_size=8),
)  # fmt: skip


class Garbage(TestCase):
    """Whatever a query string holds, a directory answers with a list."""

    def setup_example(self) -> None:
        super().setup_example()
        self.trial = Trial()
        self.trial.add_whole()

    @examples(max_examples=30)
    @given(pairs=st.lists(st.tuples(NAMES, VALUES), max_size=6))
    def test_list_answers(self, pairs: list[tuple[str, str]]) -> None:
        query = urlencode(pairs, errors="surrogatepass")
        for path in ("lieux/", "coulisses/"):
            answer = self.trial.client().get(f"/s/epreuve/{path}?{query}")
            assert answer.status_code == 200
            body = answer.getvalue()
            if answer["Content-Type"].startswith("text/html"):
                Screen(body.decode())

    @examples(max_examples=30)
    @given(text=st.binary(max_size=60))
    def test_octets_that_are_no_text_answer_too(self, text: bytes) -> None:
        query = text.decode("latin-1").replace("\n", "").replace("\r", "")
        answer = self.trial.client().get(
            "/s/epreuve/lieux/", QUERY_STRING=f"q={query}&genre={query}"
        )
        assert answer.status_code == 200

    @examples(max_examples=30)
    @given(key=st.text(min_size=1, max_size=60))
    def test_any_key_answers(self, key: str) -> None:
        address = f"/s/epreuve/lieux/{quote(key, errors='replace')}/"
        assert self.trial.client().get(address).status_code in {200, 301, 302, 404}

"""The words of a text without its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.documents import markdown
from lieucommun.kernel.documents.markdown import plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lire un courrier, sans rendez-vous.", "Lire un courrier, sans rendez-vous."),
        ("  Trois équipes – un carnet.  ", "Trois équipes – un carnet."),
        ("- Former.\n- Animer.", "Former. Animer."),
        ("1. Former.", "Former."),
        ("**Prévu** : [lire](livret/)", "Prévu : lire"),
        ("# Titre", "Titre"),
        ("---", ""),
        ("-- ou --- ?", "-- ou --- ?"),
    ],
)
def test_words_without_marks(text: str, words: str) -> None:
    assert " ".join(plain(text).split()) == " ".join(words.split())


@given(st.text(st.sampled_from("ab é-+:.1)*_#>[]()\n&~`"), max_size=30))
def test_a_text_without_marks_reads_as_the_parser_reads_it(text: str) -> None:
    short = " ".join(plain(text).split())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(markdown, "_MARKED", markdown.re.compile(""))
        assert short == " ".join(plain(text).split())

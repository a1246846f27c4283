"""The temporary place of stories: persons let in, and everything put back afterwards."""

import pytest

from lieucommun.stories.place import Place, PlaceError


@pytest.mark.browser
def test_what_a_story_adds_is_gone_after_it(place: Place) -> None:
    asked = ("Nour Exemple", "reseau", "équipe", "Labo du Nord")
    first = place.person(*asked)
    assert first["email"] == "nour-exemple@example.org"
    with pytest.raises(PlaceError, match="AlreadyKnown"):
        place.person(*asked)
    place.restore()
    assert place.person(*asked) == first
    place.restore()


@pytest.mark.browser
def test_an_invented_person_of_the_demonstration_is_used_when_there_is_one(place: Place) -> None:
    known = place.person("Maëlle", "reseau", "équipe", "")
    assert known == {"persona": "Maëlle"}


@pytest.mark.browser
def test_an_unknown_role_is_refused_with_those_that_exist(place: Place) -> None:
    with pytest.raises(PlaceError, match="`reseau` has no role « pompier »; it has: animation, eq"):
        place.person("Nour", "reseau", "pompier", "")

"""Links that bring a draft back, and invitations to write in it without sending it."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from lieucommun.kernel.forms.actions import drafting, sending, sharing
from lieucommun.kernel.forms.models import Draft, Writer
from lieucommun.kernel.forms.queries import held
from lieucommun.kernel.forms.refusals import RefusedForm, UnknownDraft
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import Filling, hand, person
from tests.jobs import run_jobs

PAGE = "https://place.example/s/demarche/demande/link/"


def _link(to: str) -> str:
    letter = next(each for each in mail.outbox[::-1] if to in each.to)
    found = re.search(r"/link/(\S+)/", letter.body)
    assert found is not None
    return found[1]


def _send_link(service: LoadedService, filling: Filling) -> str:
    sharing.send_link(
        service, filling.held, "Amel@Example.org", filling.hand, page=PAGE, language="fr"
    )
    run_jobs()
    return _link("amel@example.org")


def test_a_link_brings_a_draft_back_on_another_device(service: LoadedService) -> None:
    filling = Filling(service)
    filling.give({"/data/vous/nom": "Amel Zinzolin"})
    token = _send_link(service, filling)
    assert "Zinzolin" not in mail.outbox[-1].body
    draft, right = sharing.follow(token, hand())
    elsewhere = hand(None, **{str(draft.uuid): right})
    assert held(service, "demande", draft.uuid, elsewhere).owns
    secret = token.split(".")[2].partition(":")[0]
    assert secret not in str(Draft.objects.values().get())


def test_a_link_ends(service: LoadedService) -> None:
    filling = Filling(service)
    former = _send_link(service, filling)
    token = _send_link(service, filling)
    late = timezone.now() + dt.timedelta(days=15)
    for wrong in (former, token[:-1] + "x", "d.x.y"):
        with pytest.raises(RefusedForm):
            sharing.follow(wrong, hand())
    with time_machine.travel(late), pytest.raises(RefusedForm):
        sharing.follow(token, hand())


def test_the_link_of_an_account_opens_for_that_account_only(service: LoadedService) -> None:
    amel = person("amel")
    token = _send_link(service, Filling(service, hand(amel)))
    with pytest.raises(RefusedForm):
        sharing.follow(token, hand(person("karim")))
    assert sharing.follow(token, hand(amel))[1] == "owner"


def _invited(service: LoadedService, filling: Filling, email: str) -> str:
    sharing.invite(service, filling.held, email, filling.hand, page=PAGE, language="fr")
    run_jobs()
    return _link(email)


@pytest.mark.parametrize("signed_in", [True, False])
def test_who_is_invited_writes_and_does_not_send(
    service: LoadedService,
    signed_in: bool,  # noqa: FBT001
) -> None:
    filling = Filling(service, hand(person("amel")))
    token = _invited(service, filling, "karim@example.org")
    karim = person("karim") if signed_in else None
    draft, right = sharing.follow(token, hand(karim))
    helper = hand(karim, **{str(draft.uuid): right})
    found = held(service, "demande", draft.uuid, helper)
    given = drafting.Given(texts={"/data/vous/nom": "Amel"})
    drafting.answer(service, found, given.texts, given, helper)
    assert filling.value("/data/vous/nom") == "Amel"
    for act in (
        lambda: sending.send(service, found, helper),
        lambda: drafting.discard(service, found, helper),
        lambda: sharing.send_link(service, found, "k@example.org", helper, page="", language="fr"),
        lambda: sharing.invite(service, found, "l@example.org", helper, page="", language="fr"),
    ):
        with pytest.raises(RefusedForm) as told:
            act()
        assert told.value.reason == "owner"
    sharing.uninvite(filling.held, Writer.objects.get().uuid, filling.hand)
    with pytest.raises(UnknownDraft):
        held(service, "demande", draft.uuid, helper)


def test_few_are_invited_and_only_where_the_manifest_says(service: LoadedService) -> None:
    opinion = Filling(service, form="avis")
    with pytest.raises(RefusedForm) as told:
        _invited(service, opinion, "karim@example.org")
    assert told.value.reason == "invite"
    filling = Filling(service)
    for number in range(sharing.MOST_WRITERS):
        _invited(service, filling, f"p{number}@example.org")
    _invited(service, filling, "p1@example.org")
    with pytest.raises(RefusedForm) as told:
        _invited(service, filling, "one-more@example.org")
    assert told.value.reason == "many"
    with pytest.raises(RefusedForm) as told:
        _invited(service, filling, "nobody")
    assert told.value.reason == "email"

"""A process that fills in a draft of the large form: `python -m tests.forms.filling UUID`."""

import os
import sys

import django


def fill(uuid: str) -> None:
    from lieucommun.kernel.forms.actions import drafting
    from lieucommun.kernel.forms.actions.keeping import keep, writing
    from lieucommun.kernel.forms.queries import Hand, held
    from lieucommun.kernel.people.viewer import ANYONE
    from lieucommun.kernel.services.registry import open_service
    from tests.kernel.forms.test_large import INSIDE, QUESTIONS, ROWS

    service = open_service("demarche")
    hand = Hand(ANYONE, {uuid: "owner"})
    with writing(service, held(service, "demande", uuid, hand), hand) as (draft, now):
        for _ in range(ROWS):
            now.answers.add_repeat("/data/row")
        keep(service, draft, now, "draft.row-added", hand=hand)
    texts = {f"/data/q{n}": str(n) for n in range(QUESTIONS)}
    texts |= {
        f"/data/row[{row}]/r{part}": f"v{row - 1}-{part}"
        for row in range(1, ROWS + 1)
        for part in range(INSIDE)
    }
    here = held(service, "demande", uuid, hand)
    drafting.answer(service, here, texts, drafting.Given(texts=texts), hand)


if __name__ == "__main__":
    django.setup()
    fill(sys.argv[1])
    sys.stdout.flush()
    os._exit(0)

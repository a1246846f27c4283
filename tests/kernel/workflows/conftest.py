"""The trial desk, with an applicant, an agent and two experts."""

from collections.abc import Iterator

import pytest

from .place import MONDAY, Desk, at, opened


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    del db
    with at(MONDAY), opened() as service:
        found = Desk(service)
        found.person("amel", "demandeur")
        found.person("bo", "agent")
        found.person("eva", "expert")
        found.person("emil", "expert")
        yield found

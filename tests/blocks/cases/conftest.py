"""The trial desk, with its people, on a Monday."""

from collections.abc import Iterator

import pytest

from tests.kernel.workflows.place import MONDAY, Desk, at, opened


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    del db
    with at(MONDAY), opened() as service:
        found = Desk(service)
        for name, role in (
            ("amel", "demandeur"),
            ("bo", "agent"),
            ("eva", "expert"),
            ("emil", "expert"),
        ):
            found.person(name, role)
        yield found

"""Files of records under the matrix: by a link, at once, through the API; as everyone."""

from collections.abc import Iterator
from typing import Any

from lieucommun.kernel.files.links import signed_link
from lieucommun.kernel.files.models import Attachment
from tests.matrix.asking import Ask, Check
from tests.matrix.cabinet import Cabinet
from tests.matrix.canaries import found_in
from tests.matrix.oracle import Someone


def asks_of_files(cabinet: Cabinet, who: Someone) -> Iterator[Ask]:
    """Yield a request for each file, with a link that someone passed on, and for each archive."""
    rows = Attachment.objects.in_bulk([uuid for _, _, uuid in cabinet.files], field_name="uuid")
    for record, name, uuid in cabinet.files:
        sight = cabinet.sight(who, record)
        marks = {record.canaries[name]} if sight is not None and name in sight else set()
        yield Ask(who, "file", "file", signed_link(rows[uuid]), check=_had(marks))
    for record in dict.fromkeys(record for record, _, _ in cabinet.files):
        names = [name for held, name, _ in cabinet.files if held is record]
        shown = cabinet.sight(who, record) or {}
        marks = {record.canaries[name] for name in names if name in shown}
        uuid = cabinet.uuids[record.code]
        address = f"/s/{record.service}/_records/{record.dataset}/{uuid}/files.zip"
        yield Ask(who, "file", "record-files", address, (uuid,), _had(marks))
        base = f"/api/services/{record.service}/datasets/{record.dataset}/records"
        yield Ask(who, "file", "api:files", f"{base}/{uuid}/files", (uuid,), _told(marks))


def _told(marks: set[str]) -> Check:
    """The names of these files are told, and of no other; who may read nothing may be refused."""

    def check(status: int, text: str, _answer: Any) -> list[str]:
        missing = marks - found_in(text)
        agrees = status == 200 or (status in {401, 403, 404} and not marks)
        return [] if agrees and not missing else [f"{status}, does not tell {sorted(missing)}"]

    return check


def _had(marks: set[str]) -> Check:
    """What is asked is had, with these marks; without any, nothing is there."""

    def check(status: int, text: str, _answer: Any) -> list[str]:
        wanted = 200 if marks else 404
        if status != wanted:
            return [f"{status}, expected {wanted}"]
        missing = marks - found_in(text)
        return [f"does not tell {sorted(missing)}"] if missing else []

    return check

"""Receipts: what a device keeps to prove that its answers were received here, and when."""

import datetime as dt
import json
from dataclasses import dataclass

from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.journal import digests

KIND = "receipt"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Which answers were kept (`sha256` of their canonical content), from which device, when."""

    instance: str
    sha256: str
    received: str
    device: str
    form: str

    @property
    def text(self) -> str:
        """What is signed: the fields in the order of their names, as compact JSON."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def signature(self) -> str:
        """The signature of this place, which it can verify at any time."""
        return digests.signed(KIND, self.text)


def receipt_of(submission: Submission) -> Receipt:
    """Return the receipt of a submission; the same one each time it is asked."""
    at = submission.sent_at.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    device = submission.device
    return Receipt(
        instance=submission.instance,
        sha256=submission.content,
        received=at.replace("+00:00", "Z"),
        device=str(device.uuid) if device else "",
        form=submission.form,
    )


def is_ours(receipt: Receipt, signature: str) -> bool:
    """Whether this place signed a receipt."""
    return digests.is_signed(KIND, receipt.text, signature)

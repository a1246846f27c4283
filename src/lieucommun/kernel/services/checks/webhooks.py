"""Webhooks: personal fields go to a recipient that is written, and acts can happen."""

from collections.abc import Iterator

from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import Dataset, Webhook

from .rights import is_personal


def webhooks(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in what other sites are told."""
    for name, webhook in draft.manifest.webhooks.items():
        dataset = draft.dataset(webhook.dataset)
        if dataset is None:
            continue
        at: At = ("webhooks", name)
        if "record.moved" in webhook.on and dataset.workflow is None:
            yield Finding((*at, "on"), "LC141", {"found": webhook.dataset}, key=True)
        yield from _personal(draft, dataset, webhook, at)


def _personal(draft: Draft, dataset: Dataset, webhook: Webhook, at: At) -> Iterator[Finding]:
    """Yield the personal fields that would go to someone whom nobody was told of."""
    privacy = draft.manifest.privacy
    known = [dict(each.items()) for each in privacy.recipients] if privacy else []
    if webhook.recipient is not None and dict(webhook.recipient.items()) in known:
        return
    for field in dataset.views.get(webhook.view or "", ()):
        if field in dataset.fields and is_personal(dataset.fields[field]):
            yield Finding((*at, "view"), "LC140", {"found": field}, key=True)

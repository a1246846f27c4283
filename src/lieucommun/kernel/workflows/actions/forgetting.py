"""Forget what is kept of a case, with its record."""

from lieucommun.kernel.datasets.announcing import Forgotten
from lieucommun.kernel.workflows.models import CaseOpinion, CaseStep, OpenCase


def forget(forgotten: Forgotten) -> None:
    """Delete the steps and opinions of a record; of one that is emptied, only what people wrote."""
    steps = CaseStep.objects.filter(record=forgotten.record)
    opinions = CaseOpinion.objects.filter(record=forgotten.record)
    OpenCase.objects.filter(record=forgotten.record).delete()
    if forgotten.emptied:
        steps.update(reason="", by=None)
        opinions.update(question="", text="", person=None, asked_by=None)
        return
    steps.delete()
    opinions.delete()

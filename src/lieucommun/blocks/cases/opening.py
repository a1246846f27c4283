"""A case as someone opened it, and where its answers are put right."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.queries import may_correct, submission_of
from lieucommun.kernel.services.manifest import Workflow
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.workflows.machines import declared
from lieucommun.kernel.workflows.queries import on_applicant_side, wrote

from . import queries


@dataclass(frozen=True)
class OpenCase:
    """One case, opened by a viewer on a page of cases."""

    opened: OpenPage
    record: RecordView

    @property
    def dataset(self) -> Dataset:
        return self.record.dataset

    @property
    def workflow(self) -> Workflow | None:
        return declared(self.opened.service, self.dataset.name)

    @cached_property
    def asks(self) -> bool:
        """Whether the viewer comes as who asks, not as who answers."""
        return on_applicant_side(self.dataset, self.opened.viewer, self.record.uuid)

    @cached_property
    def takes_part(self) -> bool:
        """Whether the viewer may write about the case: they wrote it, or hold a role here."""
        viewer = self.opened.viewer
        return bool(viewer.grants) or wrote(viewer, self.record.uuid)

    @property
    def whole(self) -> bool:
        """Whether the viewer sees every field of the case, none of them blurred."""
        return self.record.visible >= set(self.dataset.fields) and not self.record.blurred

    @cached_property
    def submission(self) -> Submission | None:
        """What was sent to make the case."""
        return submission_of(self.record.uuid)

    def url(self, name: str = "sheet", **parts: object) -> str:
        """Return the address of a screen of this case."""
        return self.opened.url(name, key=self.record.address, **parts)

    def title_of(self, field: str) -> str:
        """Return the name of a field in the language of the page."""
        known = self.dataset.fields.get(field)
        return known.title.get(self.opened.language) if known else field

    def asking(self, form: str) -> str:
        """Return the address that begins the answers of a form about this case; "" when none."""
        opened = self.opened
        for page in opened.service.manifest.pages:
            if page.block == "forms" and getattr(page, "form", "") == form:
                other = OpenPage(opened.service, page, opened.viewer, opened.language)
                return other.url("about") if other.allowed else ""
        return ""

    def correcting(self) -> str:
        """Return the address that opens the answers to put them right; "" when none may."""
        sent, opened = self.submission, self.opened
        if sent is None or not may_correct(opened.service, sent, opened.viewer):
            return ""
        for page in opened.service.manifest.pages:
            if page.block == "forms" and getattr(page, "form", "") == sent.form:
                form = OpenPage(opened.service, page, opened.viewer, opened.language)
                return form.url("correct", uuid=sent.uuid) if form.allowed else ""
        return ""


def opened_case(opened: OpenPage, key: str) -> OpenCase:
    """Open a case by its address; raises Http404."""
    try:
        return OpenCase(opened, queries.case(opened, key))
    except UnknownRecord as missing:
        raise Http404(key) from missing

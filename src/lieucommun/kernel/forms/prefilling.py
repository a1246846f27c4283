"""What the place knows already, put in a form before it is filled in."""

from django.utils import timezone

from lieucommun.engines.xforms import Answers, FormError
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService


def prefill(service: LoadedService, name: str, answers: Answers, viewer: Viewer) -> None:
    """Answer the questions that the manifest prefills; what is unknown stays to be asked."""
    asked = service.manifest.forms[name].prefill
    known = _known(viewer) if asked else {}
    for question, source in asked.items():
        names = next((each for each in answers.form.places if each[-1] == question), None)
        value = known.get(source, "")
        if names and value:
            try:
                answers.set("/" + "/".join(names), value)
            except FormError:  # a group, or an answer that cannot be changed: asked as it is
                continue


def _known(viewer: Viewer) -> dict[str, str]:
    found = {"today": timezone.localdate().isoformat()}
    person = Person.objects.filter(pk=viewer.person).first() if viewer.person else None
    if person is not None:
        found |= {"person.name": person.name, "person.email": person.email}
    homes = sorted({each.organisation for each in viewer.grants if each.organisation})
    organisation = Organisation.objects.filter(pk__in=homes).first() if len(homes) == 1 else None
    if organisation is not None:
        for part in ("name", "siret", "territory"):
            found[f"organisation.{part}"] = str(getattr(organisation, part, "") or "")
    return found

"""Of which state a portrait is: its day, and a name that changes with whatever it shows."""

import datetime as dt
import hashlib
import json

from django.conf import settings
from django.utils import timezone

from lieucommun import __version__
from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.blocks.observatory.territories.sections import PortraitSpec, Words
from lieucommun.kernel.territories import contours

#: Changes when portraits are laid out otherwise, so that those of before are made again.
LAYOUT = 1


def day_of(looking: Looking) -> dt.date:
    """Return the day of the figures: that of the last load, today where nothing is loaded."""
    loads = [load.at for stored in looking.stored.values() for load in stored.loads]
    return timezone.localtime(max(loads)).date() if loads else timezone.localdate()


def stamp(looking: Looking, spec: PortraitSpec, language: str) -> str:
    """Return a name for all that a printed portrait depends on but its territory."""
    service, made = looking.opened.service, looking.figures
    loads = sorted(load.uuid.hex for each in looking.stored.values() for load in each.loads)
    told = [
        LAYOUT, __version__, settings.PLACE_NAME, language, looking.opened.language,
        looking.opened.page.path, looking.opened.page.model_dump(mode="json"),
        service.manifest.title.model_dump(mode="json"), spec.model_dump(mode="json"),
        service.manifest.model_dump(mode="json", include={"indicators"}),
        made.folder.name if made else "", loads, contours.stamp(), _texts(looking, spec),
    ]  # fmt: skip
    written = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def _texts(looking: Looking, spec: PortraitSpec) -> list[str]:
    """Return digests of the author's texts, in every language that they are in."""
    folder = looking.opened.service.folder
    texts = [section.text for section in spec.sections if isinstance(section, Words)]
    starts = tuple(text.removesuffix(".md") for text in texts)
    names = [name for name in folder.files() if starts and name.startswith(starts)]
    return [hashlib.sha256(folder.read(name)).hexdigest() for name in sorted(names)]

"""Jobs for tests, declared as the `tasks` of an app would."""

import time
from pathlib import Path

from django.db import transaction

from lieucommun.kernel.jobs.context import JobContext, RefusedJob
from lieucommun.kernel.jobs.registry import job

ROOT = Path(__file__).resolve().parents[3]


def leave(slug: str) -> None:
    """The effect that tests look for: one organisation."""
    from lieucommun.kernel.people.models import Organisation

    number = Organisation.objects.filter(slug__startswith=slug).count()
    Organisation.objects.create(slug=f"{slug}-{number + 1}", name=slug)


def pause(folder: str, stage: str) -> None:
    """Tell the test that a stage is reached, and wait there for as long as it wants."""
    if not folder:
        return
    (Path(folder) / f"{stage}.reached").touch()
    while (Path(folder) / f"{stage}.wait").exists():
        time.sleep(0.02)


@job("essai.effect", attempts=4)
def effect(context: JobContext, slug: str = "effet", folder: str = "") -> None:
    with context.once():
        leave(slug)
        pause(folder, "before")
    pause(folder, "after")


@job("essai.counted", attempts=3)
def counted(context: JobContext, whole: int = 5, folder: str = "") -> None:
    for done in range(whole):
        context.progress(done, whole)
        pause(folder, "counting")


@job("essai.failing", attempts=3)
def failing(context: JobContext, slug: str = "") -> None:
    del context
    with transaction.atomic():
        leave(slug or "rate")
        raise ZeroDivisionError


@job("essai.refused")
def refused(context: JobContext) -> None:
    del context
    raise RefusedJob("Le fichier n’a pas de colonne « nom ».")

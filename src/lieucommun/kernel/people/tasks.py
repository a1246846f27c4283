"""The jobs about people: what is left of sessions that are over is forgotten each night."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled

from .sessions.actions import forget_expired


@scheduled("people.forget_sessions", at="03:10", title=_("Forget sessions that are over"))
def forget_sessions(context: JobContext) -> None:
    """Delete the sessions that expired, and which browser they were on."""
    with context.once():
        forget_expired()

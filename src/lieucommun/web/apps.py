from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class Web(AppConfig):
    name = "lieucommun.web"
    label = "web"

    def ready(self) -> None:
        from .languages import remember

        user_logged_in.connect(_note_session, dispatch_uid="lieucommun.web.note_session")
        user_logged_in.connect(remember, dispatch_uid="lieucommun.web.preferences")


def _note_session(request: object, user: object, **_: object) -> None:
    """Keep which browser signed in, however it did."""
    import time

    from django.http import HttpRequest

    from lieucommun.kernel.people.models import Person
    from lieucommun.kernel.people.sessions.actions import note_session

    from .presence import SEEN

    if isinstance(request, HttpRequest) and isinstance(user, Person):
        request.session[SEEN] = time.time()
        note_session(request, user)

from django.apps import AppConfig
from django.core.checks import register


class Design(AppConfig):
    name = "lieucommun.design"
    label = "design"

    def ready(self) -> None:
        from .checks import accent_is_readable

        register(accent_is_readable)

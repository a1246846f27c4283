from django.apps import AppConfig


class Web(AppConfig):
    name = "lieucommun.web"
    label = "web"

from django.apps import AppConfig


class Design(AppConfig):
    name = "lieucommun.design"
    label = "design"

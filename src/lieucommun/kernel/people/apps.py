from django.apps import AppConfig


class People(AppConfig):
    name = "lieucommun.kernel.people"
    label = "people"

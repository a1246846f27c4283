from django.apps import AppConfig


class Search(AppConfig):
    name = "lieucommun.kernel.search"
    label = "search"

from django.apps import AppConfig


class Forms(AppConfig):
    name = "lieucommun.kernel.forms"
    label = "submissions"  # the block that shows them is called forms

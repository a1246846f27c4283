from django.apps import AppConfig


class Jobs(AppConfig):
    name = "lieucommun.kernel.jobs"
    label = "jobs"

from django.apps import AppConfig


class Devices(AppConfig):
    name = "lieucommun.kernel.devices"
    label = "devices"

from django.apps import AppConfig


class Tokens(AppConfig):
    name = "lieucommun.kernel.tokens"
    label = "tokens"

"""Addresses under /me/security/."""

from django.urls import path

from . import app, codes, overview, passkeys, password

urlpatterns = [
    path("", overview.overview, name="my-security"),
    path("sessions/end/", overview.end, name="end-sessions"),
    path("passkeys/add/", passkeys.add, name="add-passkey"),
    path("passkeys/<int:passkey>/", passkeys.change, name="change-passkey"),
    path("app/", app.app, name="my-app"),
    path("codes/", codes.codes, name="my-codes"),
    path("codes/file/", codes.file, name="my-codes-file"),
    path("password/", password.password, name="my-password"),
]

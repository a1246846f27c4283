"""Addresses of sign-in. Those named `account_…` and `mfa_…` are the ones allauth leads to."""

from django.urls import path

from . import factors, pages, personas, provider

urlpatterns = [
    path("sign-in/", pages.sign_in, name="sign-in"),
    path("sign-in/", pages.sign_in, name="account_login"),
    path("sign-in/code/", pages.code, name="sign-in-code"),
    path("sign-in/name/", pages.name, name="sign-in-name"),
    path("sign-in/passkey/", factors.passkey, name="sign-in-passkey"),
    path("sign-in/step/", factors.step, name="mfa_authenticate"),
    path("sign-in/second-factor/", factors.second_factor, name="second-factor"),
    path("sign-in/confirm/", factors.confirm, name="confirm"),
    path("sign-in/closed/", pages.closed, name="account-closed"),
    path("sign-in/provider/", provider.start, name="provider"),
    path("sign-in/provider/back/", provider.back, name="provider-back"),
    path("sign-out/", pages.sign_out, name="sign-out"),
    path("sign-out/done/", pages.signed_out, name="signed-out"),
    path("personas/", personas.personas, name="personas"),
    path("personas/<uuid:uuid>/", personas.become, name="become"),
]

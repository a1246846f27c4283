"""Settings of sign-in: passwords, second factors, and what django-allauth is asked to do.

Its screens, messages and limits are ours: it holds the steps of a sign-in and the second factors.
"""

from . import environment

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lieucommun.kernel.people.passwords.StrongPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "lieucommun.web.views.sign_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "lieucommun.web.views.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
#: One step of thirty seconds before and after: clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_REAUTHENTICATION_REQUIRED = False

#: Whether the place's own roles (coordinator, administrator) ask for a second factor.
SECOND_FACTOR = environment.SECOND_FACTOR.flag(default=not environment.DEMO.flag())
OIDC_SERVER = environment.OIDC_SERVER.text().rstrip("/")
OIDC_CLIENT_ID = environment.OIDC_CLIENT_ID.text()
OIDC_SECRET = environment.OIDC_SECRET.text() or environment.OIDC_SECRET_FILE.content()
OIDC_NAME = environment.OIDC_NAME.text()
OIDC_SCOPES = environment.OIDC_SCOPES.words()
OIDC_ACR = environment.OIDC_ACR.words()
OIDC_EMAIL_VERIFIED = environment.OIDC_EMAIL_VERIFIED.flag()
OIDC_NEWCOMERS = environment.OIDC_NEWCOMERS.flag()

"""Leave the provider as well, when it opened the session."""

import logging
import secrets
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .configuration import configuration
from .exchange import ProviderError

logger = logging.getLogger(__name__)
#: The ID token that opened a session: by it the provider knows which of its own to end.
HINT = "openid-identity"


def farewell(request: HttpRequest) -> str:
    """Return where to sign out of the provider, "" when it did not open this session.

    OpenID Connect RP-Initiated Logout 1.0.
    """
    hint = request.session.get(HINT)
    if not hint or not settings.OIDC_SERVER:
        return ""
    try:
        endpoint = configuration().get("end_session_endpoint", "")
    except ProviderError:
        logger.exception("the provider does not say where to sign out")
        return ""
    if not isinstance(endpoint, str) or not endpoint.startswith(("https://", "http://")):
        return ""
    asked = {
        "id_token_hint": hint,
        "post_logout_redirect_uri": request.build_absolute_uri(reverse("signed-out")),
        "state": secrets.token_urlsafe(16),
    }
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

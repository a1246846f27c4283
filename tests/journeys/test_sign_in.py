"""A passkey in Chromium, with a virtual authenticator."""

from typing import TYPE_CHECKING

from lieucommun.stories.place import Place

from .test_signed_in import become

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Response


def with_authenticator(visitor: "BrowserContext", screen: "Page") -> None:
    """Give the browser a device that says yes, as a fingerprint would."""
    session = visitor.new_cdp_session(screen)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_lets_its_owner_in(
    visitor: "BrowserContext", screen: "Page", place: Place
) -> None:
    # A passkey is tied to a name, which the address 127.0.0.1 is not.
    address = place.address.replace("127.0.0.1", "localhost")

    def go(path: str) -> "Response":
        answer = screen.goto(address + path)
        assert answer is not None
        return answer

    with_authenticator(visitor, screen)
    become(screen, go, "Nadia")
    go("/me/security/passkeys/add/")
    screen.get_by_role("button", name="Créer la clé d’accès").click()
    screen.wait_for_url("**/me/security/codes/")
    assert screen.locator("main li code").count() == 10
    go("/me/security/")
    assert screen.locator("main a[href*='/passkeys/']").first.inner_text() == "Linux · Chrome"
    screen.locator("header details.menu summary").last.click()
    screen.get_by_role("button", name="Se déconnecter").click()
    screen.wait_for_url(address + "/")
    go("/sign-in/?next=/me/security/")
    screen.get_by_role("button", name="Utiliser une clé d’accès").click()
    screen.wait_for_url("**/me/security/")
    assert "Nadia" in screen.locator("header").inner_text()
    place.restore()

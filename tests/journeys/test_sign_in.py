"""The screens by which one comes in and looks after an account; a passkey made in Chromium."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lieucommun.stories.place import Place

from .looking import geometry, violations
from .pages import in_language
from .test_signed_in import become

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Response

#: Whoever holds a role sees these; the French words are the longest, Arabic shows the rest.
MINE = (
    "/me/",
    "/me/preferences/",
    "/me/security/",
    "/me/security/app/",
    "/me/security/passkeys/add/",
    "/me/security/password/",
    "/sign-in/confirm/?next=/me/",
    "/sign-in/second-factor/?next=/me/",
    "/sign-in/closed/",
    "/s/reseau/_join/",
)


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
    screen.wait_for_url(address + "/me/security/")
    assert "Nadia" in screen.locator("header").inner_text()
    place.restore()


def test_screens_of_signing_in_fit_and_are_sound(
    go: Callable[[str], "Response"], screen: "Page", place: Place
) -> None:
    faults: list[str] = []

    def look(path: str) -> None:
        go(in_language(path, "fr"))
        found = geometry(screen, "fr", 360)
        go(in_language(path, "ar"))
        found += geometry(screen, "ar", 360) + violations(screen)
        faults.extend(f"{path}: {fault}" for fault in found)

    look("/sign-in/")
    screen.locator("#f-username").fill("zoe@example.org")
    screen.keyboard.press("Enter")
    screen.wait_for_url("**/sign-in/code/")
    look("/sign-in/code/")
    become(screen, go, "Maëlle")
    for path in MINE:
        look(path)
    assert faults == []
    place.restore()


def test_one_comes_as_far_as_the_password_with_the_keyboard(
    go: Callable[[str], "Response"], screen: "Page"
) -> None:
    go("/sign-in/")
    screen.locator("#f-username").focus()
    screen.keyboard.type("zoe@example.org")
    for key in ("Tab", "Tab", "Enter", "Tab"):
        screen.keyboard.press(key)
    assert screen.evaluate("document.activeElement.id") == "f-password"
    screen.keyboard.type("not the password")
    screen.keyboard.press("Enter")
    alert = screen.get_by_role("alert")
    assert "ne vont pas ensemble" in alert.inner_text()
    assert screen.locator("#f-username").input_value() == "zoe@example.org"
    assert screen.locator("#f-password").is_visible()

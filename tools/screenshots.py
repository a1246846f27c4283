"""Take the pictures of docs/screens: `make screenshots` (needs Debian's Chromium)."""

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screens"
WIDTHS = (1280, 360)
TALLEST = 1800
SCREENS: dict[str, str] = {
    "home": "/?lang=fr",
    "home-en": "/?lang=en",
    "home-ar": "/?lang=ar",
    "labs": "/s/reseau/laboratoires/?lang=fr",
    "labs-map": "/s/reseau/laboratoires/?lang=fr&view=map",
    "lab": "/s/reseau/laboratoire/ti-lab/?lang=fr",
    "projects": "/s/reseau/projets/?lang=fr&theme=inclusion",
    "project": "/s/reseau/projet/maraudes/?lang=fr",
    "folder": "/s/maraudes/_folder/?lang=fr",
    "search": "/search/?lang=fr&q=numérique",
    "service-easy": "/s/falc-mdph/?lang=fr&easy=1",
    "index": "/s/reseau/index/?lang=fr",
}
DARK = ("home", "lab")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def main() -> None:
    """Start a demonstration place, photograph every screen at both widths, stop it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    with tempfile.TemporaryDirectory() as data:
        command = [str(Path(sys.executable).with_name("lieu")), "run", "--demo"]
        server = subprocess.Popen([*command, "--data", data, "--port", str(port)], cwd=ROOT)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=ARGUMENTS
                )
                _photograph(browser, f"http://127.0.0.1:{port}")
                browser.close()
        finally:
            server.terminate()
            server.wait(20)


def _photograph(browser: Browser, base: str) -> None:
    for width in WIDTHS:
        for name, path in SCREENS.items():
            _shot(browser, base + path, f"{name}-{width}.jpg", width, "light")
            if name in DARK:
                _shot(browser, base + path, f"{name}-dark-{width}.jpg", width, "dark")


def _shot(browser: Browser, url: str, file: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(url)
    page.screenshot(
        path=FOLDER / file,
        full_page=True,
        type="jpeg",
        quality=80,
        clip={"x": 0, "y": 0, "width": width, "height": _height(page)},
    )
    print(file)
    context.close()


def _height(page: Page) -> int:
    """Return how much of a long page its picture shows, in pixels."""
    return min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
                json.load(answer)
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(url)


if __name__ == "__main__":
    main()

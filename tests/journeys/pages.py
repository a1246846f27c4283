"""One address for each template of the place, of `reseau` and of the reference of components."""

TEMPLATES = {
    "home": "/",
    "services": "/services/",
    "search": "/search/?q=inclusion",
    "search-nothing": "/search/?q=zzzz",
    "sign-in": "/sign-in/",
    "personas": "/personas/",
    "about": "/about/accessibility/",
    "missing": "/nowhere/",
    "folder": "/s/utilo/_folder/",
    "file": "/s/utilo/_folder/service.yaml",
    "planned": "/s/utilo/",
    "reseau": "/s/reseau/",
    "labs": "/s/reseau/laboratoires/",
    "labs-map": "/s/reseau/laboratoires/?view=map",
    "labs-none": "/s/reseau/laboratoires/?q=zzzz",
    "lab": "/s/reseau/laboratoire/ti-lab/",
    "lab-suspended": "/s/reseau/laboratoire/lab-zero/",
    "projects": "/s/reseau/projets/",
    "project": "/s/reseau/projet/utilo/",
    "project-long-link": "/s/reseau/projet/cap-2030/",
    "index": "/s/reseau/index/",
    "themes": "/s/reseau/themes/",
    "notices": "/s/reseau/avis/",
    "notice": "/s/reseau/avis/siilab-personnes/",
    "clip": "/s/reseau/clip/",
    "figures": "/s/reseau/methode-chiffres/",
    "booklet": "/s/reseau/a-propos/livret/",
    "design": "/design/",
}
LANGUAGES = ("fr", "en", "ar")


def in_language(path: str, language: str) -> str:
    """Return an address with the language asked for in it."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"

"""What base.html needs to know about the place: filled by the web, read by every screen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead to it; `language` when the words are in another one."""

    url: str
    text: str
    current: bool = False
    language: str = ""
    icon: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same screen in another language, named in that language."""

    code: str
    name: str
    url: str
    direction: str = "ltr"
    current: bool = False


@dataclass(frozen=True, slots=True)
class EasyToRead:
    """The switch of the easy-to-read variant: `active` when it is the one being shown."""

    url: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class PersonMenu:
    """The signed-in person: a name, the links of the menu, and where sign-out is posted."""

    name: str
    sign_out: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """The variable `place` of base.html.

    `accent` is "#rrggbb" or nothing; `theme` is "light", "dark" or nothing (as the device says);
    `canonical` is the absolute address of the screen without its language; `sign_in` is empty
    where nobody may sign in; `search` is the address of the search over everything.
    """

    name: str
    home: str = "/"
    language: str = "fr"
    direction: str = "ltr"
    demo: bool = False
    navigation: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    easy_to_read: EasyToRead | None = None
    person: PersonMenu | None = None
    sign_in: str = ""
    search: str = ""
    accent: str = ""
    theme: str = ""
    canonical: str = ""
    service: Link | None = None

    @property
    def other_languages(self) -> tuple[LanguageLink, ...]:
        return tuple(link for link in self.languages if not link.current)

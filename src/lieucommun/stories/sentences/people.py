"""Sentences about who acts, and in which conditions."""

import re

from lieucommun.stories.wording import PERSON, QUOTED

from .sentence import Sentence

_DEVICE = (
    "( (?P<device>sur un téléphone|sur une tablette|sans JavaScript|"
    "(au|qui n'utilise que le|seulement au) clavier( seul)?|"
    "on a phone|on a tablet|without JavaScript|"
    "(with|who uses only) the keyboard( alone| only)?))?"
)
_LANGUAGE = "( (qui lit (le |l'|l)?|who reads )(?P<language>[\\w]+))?"
_WHO = (
    "(une? (autre )?(visiteur|visiteuse|personne|habitante?|usagère?)"
    "|(a|an|another) (visitor|person|resident))"
)
_OF = "(?:de |d'|du |des |pour |of |at |from |for )(?:l'|la |le |the )?"
_ONE = rf"{PERSON}, (?:[^«»,]+?|{QUOTED})(?: {_OF}{QUOTED})?"
_CAST = rf"(?P<cast>{_ONE}((, et |, and |, | et | and ){_ONE})*)"
#: One person of a cast: name, role, and the organisation they belong to.
MEMBER = re.compile(
    rf"(?P<name>{PERSON}), (?:une? |an? |the |le |la |l')?(?P<role>[^«»,]+?|{QUOTED})"
    rf"(?: {_OF}(?P<of>{QUOTED}))?(?=$|, | et | and )"
)
_EASY = "(le |la version |les textes en )?«?(français )?facile à lire»?"
_EASY_EN = "(the )?«?easy(-| )to(-| )read»?( texts?| version)?"

PEOPLE = (
    Sentence(
        "visitor",
        (_WHO + _DEVICE + _LANGUAGE,),
        (),
        ("une visiteuse sur un téléphone", "a visitor without JavaScript"),
        acted=False,
    ),
    Sentence(
        "cast",
        (_CAST,),
        (),
        (
            "« Amel », maraudeur de « Équipe du port », et « Karim », coordination",
            '"Amel", outreach worker of "Port team"',
        ),
        acted=False,
    ),
    Sentence(
        "signs-in",
        ("(se|me) connecte",),
        ("signs? in",),
        ("Amel se connecte", "Amel signs in"),
    ),
    Sentence(
        "signs-out",
        ("(se|me) déconnecte",),
        ("signs? out",),
        ("elle se déconnecte", "she signs out"),
    ),
    Sentence(
        "phone",
        ("(est|passe|suis) sur un téléphone",),
        ("(is|am|are|moves) on a phone", "moves to a phone"),
        ("elle est sur un téléphone", "she is on a phone"),
    ),
    Sentence(
        "keyboard",
        ("n'utilise que le clavier", "navigue (seulement )?au clavier( seul)?"),
        ("uses? only the keyboard", "uses? the keyboard (only|alone)"),
        ("elle n'utilise que le clavier", "she uses only the keyboard"),
    ),
    Sentence(
        "no-script",
        ("(désactive|coupe) JavaScript", "n'a pas JavaScript"),
        ("turns? JavaScript off", "(has|have) no JavaScript"),
        ("il désactive JavaScript", "he turns JavaScript off"),
    ),
    Sentence(
        "offline",
        ("(perd|coupe) le réseau", "n'a (plus|pas) de réseau"),
        ("(loses?|cuts?) the network", "(has|have) no network"),
        ("Amel perd le réseau", "Amel loses the network"),
    ),
    Sentence(
        "online",
        ("(retrouve|rétablit|remet) le réseau",),
        ("(regains?|restores?|finds?|gets? back) the network",),
        ("Amel retrouve le réseau", "Amel regains the network"),
    ),
    Sentence(
        "language",
        ("(choisit|prend|passe à) la langue {language}", "passe en {language}"),
        ("(chooses?|switches to|picks?) the language {language}", "switches to {language}"),
        ("il choisit la langue « English »", 'he chooses the language "Français"'),
    ),
    Sentence(
        "easy",
        (f"(choisit|active|demande|passe (en|au)) {_EASY}",),
        (f"(chooses?|turns? on|asks? for) {_EASY_EN}",),
        ("elle choisit le facile à lire", "she chooses easy to read"),
    ),
    Sentence(
        "not-easy",
        (f"(quitte|désactive) {_EASY}",),
        (f"(leaves?|turns? off) {_EASY_EN}",),
        ("elle quitte le facile à lire", "she leaves easy to read"),
    ),
)

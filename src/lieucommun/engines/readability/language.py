"""What the rules look for in each language: little words, endings, lists of common words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .scores import Language


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of a language that the rules need, in small letters."""

    common: frozenset[str]
    official: frozenset[str]
    being: frozenset[str]
    between: frozenset[str]
    endings: tuple[str, ...]
    participles: frozenset[str]
    active: frozenset[str]
    negations: frozenset[str]
    absences: frozenset[str]
    links: frozenset[str]
    numbers: frozenset[str]
    percent: tuple[str, ...]
    abbreviations: frozenset[str]
    inflected: tuple[str, ...]
    bases: tuple[str, ...]

    def forms(self, word: str) -> Iterator[str]:
        """Yield what a word may be without its ending, and with another: crude, and enough."""
        for ending in self.inflected:
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                yield from (stem + other for other in self.bases)

    def is_official(self, word: str) -> bool:
        """Say whether a word, in some form, is one of those that offices use and few others."""
        return word in self.official or any(form in self.official for form in self.forms(word))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _listed(name: str) -> frozenset[str]:
    return frozenset((files(__package__) / "words" / name).read_text("utf-8").split())


@cache
def tongue(language: Language) -> Tongue:
    """Return what a language needs, read once."""
    return _french() if language == "fr" else _english()


def _french() -> Tongue:
    return Tongue(
        common=_listed("common-fr.txt") | _set("quelqu presqu lorsqu puisqu quoiqu aujourd"),
        official=_listed("official-fr.txt"),
        being=_set(
            "est sont était étaient sera seront serait seraient soit soient fut furent être été"
            " étant suis es sommes êtes serai seras serons serez étais étions étiez"
        ),
        between=_set(
            "pas plus jamais déjà encore toujours ensuite alors aussi donc bien souvent parfois"
            " dûment intégralement directement automatiquement immédiatement également rien été"
        ),
        endings=("é", "ée", "és", "ées", "ies"),
        participles=_set(
            "rempli remplie remplis remplies fourni fournie fournis fournies reçu reçue reçus"
            " reçues rendu rendue rendus rendues pris prise prises mis mise mises remis remise"
            " remises transmis transmise transmises soumis soumise soumises inscrit inscrite"
            " inscrits inscrites écrit écrite écrits écrites fait faite faits faites défini"
            " définie définis définies choisi choisie choisis choisies établi établie établis"
            " établies lu lue lus lues perçu perçue perçus perçues prévu prévue prévus prévues"
            " tenu tenue tenus tenues suivi suivie suivis suivies saisi saisie saisis saisies"
            " construit construite conduit conduite produit produite traduit traduite réduit"
            " réduite ouverte ouvertes atteint atteinte émis émise requis requise acquis acquise"
        ),
        active=_set(
            "allé allée allés allées arrivé arrivée arrivés arrivées entré entrée entrés entrées"
            " resté restée restés restées tombé tombée tombés tombées rentré rentrée rentrés"
            " rentrées retourné retournée décédé décédée né née nés nées passé passée passés"
            " passées âgé âgée âgés âgées fermé fermée fermés fermées situé située situés situées"
            " marié mariée mariés mariées fatigué fatiguée handicapé handicapée salarié salariée"
            " retraité retraitée réservé compliqué compliquée compliqués adapté adaptée éloigné"
            " occupé occupée privé privée carré santé clé été côté qualité société année journée"
        ),
        negations=_set("ne n ni"),
        absences=_set("sans impossible interdit nier refuser empêcher inutile"),
        links=_set(
            "que qu qui dont lequel laquelle lesquels lesquelles duquel auquel lorsque lorsqu"
            " puisque puisqu quoique afin tandis quand si s où pourquoi"
        ),
        numbers=_set(
            "quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente"
            " quarante cinquante soixante cent cents mille"
        ),
        percent=("pour", "cent"),
        abbreviations=_set("etc cf p pp ex env art tél"),
        inflected=(
            *("s", "e", "es", "ez", "er", "ons", "ent", "é", "ée", "és", "ées", "ant", "ait"),
            *("aient", "ssez", "ssons", "ssent", "ssant", "nons", "nez", "nent"),
            *("iez", "ions", "riez", "rions", "rait", "raient"),
        ),
        bases=("", "e", "er", "é", "ez", "s", "t", "re", "r", "ndre"),
    )


def _english() -> Tongue:
    return Tongue(
        common=_listed("common-en.txt"),
        official=_set(
            "aforementioned applicant beneficiary commence entitlement herein hereby notify"
            " notwithstanding provision provisions pursuant remuneration remit terminate"
        ),
        being=_set("is are was were be been being"),
        between=_set("not never always also then already still fully being been often"),
        endings=("ed",),
        participles=_set(
            "sent given taken made paid told written chosen held kept left lost put read seen set"
            " shown done found known brought built bought sold spent withdrawn"
        ),
        active=_set("interested married tired used allowed supposed disabled worried pleased"),
        negations=_set("not no never nobody nothing none nor cannot"),
        absences=_set("without impossible forbidden deny refuse unless unable"),
        links=_set("that which who whom whose when where while because although if whether unless"),
        numbers=_set(
            "four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
            " sixty seventy eighty ninety hundred thousand"
        ),
        percent=("per", "cent"),
        abbreviations=_set("etc cf p pp eg ie"),
        inflected=("s", "es", "ed", "d", "ing", "ly"),
        bases=("", "e", "s"),
    )

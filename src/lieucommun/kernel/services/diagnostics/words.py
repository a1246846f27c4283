"""Words inside a sentence that change with its language: kinds of values, complaints of libyaml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A few words in French and in English."""

    fr: str
    en: str


KINDS = {
    "text": Words("un texte", "a text"),
    "map": Words("un ensemble de clés", "a map of keys"),
    "list": Words("une liste", "a list"),
    "integer": Words("un nombre entier", "a whole number"),
    "number": Words("un nombre", "a number"),
    "boolean": Words("true ou false", "true or false"),
}

_YAML = {
    "did not find expected whitespace or line break": "il manque une espace ou une fin de ligne",
    "found character that cannot start any token": "ce signe (souvent une tabulation, @ ou `)"
    " ne peut pas commencer une valeur",
    "mapping values are not allowed in this context": "un « : » n’a pas sa place ici ; mettez le"
    " texte entre guillemets, ou revoyez le retrait",
    "block sequence entries are not allowed in this context": "un « - » n’a pas sa place ici",
    "could not find expected ':'": "il manque « : » après la clé",
    "found unexpected end of stream": "le fichier finit trop tôt, un guillemet est resté ouvert",
    "found unknown escape character": "ce signe ne peut pas suivre une barre inversée",
    "found unexpected document indicator": "un « --- » coupe le texte",
    "found a tab character where an indentation space is expected": "une tabulation sert de"
    " retrait ; mettez des espaces",
    "found a tab character that violates indentation": "une tabulation sert de retrait ; mettez"
    " des espaces",
    "did not find expected comment or line break": "il manque une fin de ligne",
    "did not find expected alphabetic or numeric character": "il manque un nom après & ou *",
    "did not find expected <document start>": "quelque chose suit la fin de ce qui est lu",
    "did not find expected node content": "il manque une valeur",
    "did not find expected '-' indicator": "il manque un « - », ou le retrait change",
    "did not find expected key": "il manque une clé, ou le retrait change",
    "did not find expected ',' or ']'": "il manque une virgule ou un « ] »",
    "did not find expected ',' or '}'": "il manque une virgule ou un « } »",
    "found undefined tag handle": "cette étiquette n’est pas connue",
    "found incompatible YAML document": "cette version de YAML n’est pas lue",
}


def of_libyaml(problem: str) -> Words:
    """Return what libyaml complains of, in both languages."""
    return Words(_YAML.get(problem, problem or "illisible"), problem or "unreadable")

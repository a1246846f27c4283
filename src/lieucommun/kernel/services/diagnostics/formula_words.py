"""What is wrong with a formula, and what a column is for, in words."""

from collections.abc import Mapping
from typing import Any

from .words import Words

_REASONS = {
    "too-long": Words("elle a plus de {most} signes", "it has more than {most} signs"),
    "too-deep": Words(
        "trop de parenthèses les unes dans les autres", "too many brackets in brackets"
    ),
    "empty": Words("rien n’est écrit", "nothing is written"),
    "unreadable": Words("« {found} » n’y veut rien dire", "“{found}” means nothing there"),
    "unclosed-text": Words("un guillemet est resté ouvert", "a quotation mark is never closed"),
    "unexpected": Words(
        "« {found} » n’est pas attendu ; il faut {expected}",
        "“{found}” is not expected; {expected} is",
    ),
    "ended": Words(
        "la formule finit trop tôt ; il faut {expected}",
        "it ends too early; {expected} is expected",
    ),
    "unknown-name": Words(
        "« {found} » n’est pas connu ; écrivez {among}", "“{found}” is not known; write {among}"
    ),
    "unknown-function": Words(
        "« {found} » n’est pas connu ; écrivez {among}", "“{found}” is not known; write {among}"
    ),
    "needs-column": Words("« {function} » veut une colonne", "“{function}” wants a column"),
    "takes-no-column": Words(
        "« {function} » veut une table, sans colonne",
        "“{function}” wants a table, without a column",
    ),
    "no-order": Words("true() et false() n’ont pas d’ordre", "true() and false() have no order"),
    "sum-of-ratios": Words(
        "on n’ajoute pas deux rapports ; divisez une somme par une somme",
        "ratios are not added; divide a sum by a sum",
    ),
    "ratio-below": Words(
        "un rapport ne peut pas en diviser un autre", "a ratio cannot divide another"
    ),
    "zero-division": Words("on ne divise pas par zéro", "nothing is divided by zero"),
    "constant": Words(
        "aucun chiffre n’y entre, ou un nombre a trop de décimales",
        "no figure is in it, or a number has too many digits",
    ),
    "secrecy": Words(
        "« secrecy.count » compte sa première table : count(table), sum(table.colonne)",
        "`secrecy.count` must count its first table: count(table), sum(table.column)",
    ),
    "levels": Words(
        "sous secret, les échelons s’emboîtent : l’EPCI ne va ni avec le département ni avec la "
        "région",
        "under secrecy, levels lie one within the other: EPCI goes with neither département nor "
        "région",
    ),
    "product": Words(
        "deux chiffres y sont multipliés l’un par l’autre", "two figures are multiplied in it"
    ),
}
USES = {
    "sum": Words("somme", "sum"),
    "min": Words("plus petite valeur", "smallest value"),
    "max": Words("plus grande valeur", "greatest value"),
    "month": Words("mois", "month"),
    "quarter": Words("trimestre", "quarter"),
    "date": Words("période", "period"),
    "territory": Words("territoire", "territory"),
    "indicator": Words("nom d’indicateur", "name of an indicator"),
    "period": Words("période", "period"),
    "value": Words("valeur", "value"),
    "proof": Words("preuve", "proof"),
}


def reason(code: str, params: Mapping[str, Any]) -> Words:
    """Return why a formula is refused, from the code and the parameters of its error."""
    if code == "unexpected" and not params.get("found"):
        code = "ended"
    words = _REASONS[code]
    told = {key: _listed(value) for key, value in params.items()}
    return Words(words.fr.format_map(told), words.en.format_map(told))


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)

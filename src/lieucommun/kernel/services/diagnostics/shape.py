"""Codes of shape: keys and values of a manifest, one by one."""

from .code import Code

SHAPE = (
    Code("LC030", "Il manque la clé « {found} ».", "The key “{found}” is missing."),
    Code("LC031", "La clé « {found} » n’existe pas ici.", "The key “{found}” does not exist here."),
    Code("LC032", "« {found} » n’est pas {expected}.", "“{found}” is not {expected}."),
    Code("LC033", "« {found} » n’est pas une valeur connue.", "“{found}” is not a known value."),
    Code("LC034", "« {found} » ne peut pas servir de nom.", "“{found}” cannot be used as a name."),
    Code("LC035", "« {found} » n’est pas une durée.", "“{found}” is not a duration."),
    Code(
        "LC036", "« {found} » n’est pas une date AAAA-MM-JJ.", "“{found}” is not a date YYYY-MM-DD."
    ),
    Code(
        "LC037",
        "Le nombre {found} est hors des bornes ({bounds}).",
        "The number {found} is out of bounds ({bounds}).",
    ),
    Code("LC038", "Il faut écrire quelque chose ici.", "Something must be written here."),
    Code("LC039", "« {found} » n’est pas un code de langue.", "“{found}” is not a language code."),
    Code(
        "LC040",
        "L’option « {found} » ne va pas avec le type « {type} ».",
        "The option “{found}” does not go with the type “{type}”.",
    ),
    Code("LC041", "« {found} » n’est pas bien écrit.", "“{found}” is not well formed."),
)

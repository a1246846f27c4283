"""Who may do what with the records of a dataset: denied unless written."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from lieucommun.kernel.services.diagnostics import nearest

from .base import Closed, FieldName, Flag, Metres, OneOrMany, StateName, ViewName, empty, said

ScopeKind = Literal["own", "organisation", "territory", "shared", "published", "all", "aggregates"]
SCOPES: tuple[str, ...] = get_args(ScopeKind)


class Scope(Closed):
    """A set of records; with `field`, those whose field names one of the person's organisations."""

    kind: ScopeKind
    field: FieldName | None = Field(
        None, validation_alias="organisation", serialization_alias="field"
    )


def _scope(value: Any) -> Any:
    if isinstance(value, Scope):
        return value
    if isinstance(value, str):
        if value in SCOPES:
            return Scope(kind=value)
        context = {"found": value, "among": list(SCOPES), "nearest": nearest(value, SCOPES)}
        raise PydanticCustomError("LC033", "scope", context)
    field = value.get("organisation") if isinstance(value, dict) and len(value) == 1 else None
    if isinstance(field, str):
        return Scope(kind="organisation", organisation=field)
    raise PydanticCustomError("LC033", "scope", {"found": value, "among": list(SCOPES)})


_SCOPE_SCHEMA = {
    "anyOf": [
        {"enum": list(SCOPES)},
        {
            "type": "object",
            "properties": {"organisation": {"type": "string"}},
            "required": ["organisation"],
            "additionalProperties": False,
        },
    ]
}
Scopes = OneOrMany[Annotated[Scope, BeforeValidator(_scope), WithJsonSchema(_SCOPE_SCHEMA)]]


class Outside(Closed):
    """What changes for the record of an organisation that is not the person's own."""

    hide: Annotated[OneOrMany[FieldName], said("Champs cachés.", "Fields hidden.")] = ()
    blur: Annotated[
        dict[FieldName, Metres],
        said("Points arrondis, en mètres.", "Points rounded, in metres."),
    ] = empty()


class Rule(Closed):
    """What one role may do."""

    read: Annotated[Scopes, said("Fiches que le rôle lit.", "Records the role reads.")] = ()
    view: Annotated[
        ViewName | None,
        said("Vue : les seuls champs montrés.", "View: the only fields shown."),
    ] = None
    hide: Annotated[
        OneOrMany[FieldName], said("Champs cachés au rôle.", "Fields hidden from the role.")
    ] = ()
    create: Annotated[Flag, said("Peut créer.", "May create.")] = False
    propose: Annotated[
        Flag,
        said("Peut proposer, avant relecture.", "May propose, before a review."),
    ] = False
    update: Annotated[Scopes, said("Fiches que le rôle modifie.", "Records it changes.")] = ()
    delete: Annotated[Scopes, said("Fiches que le rôle supprime.", "Records it deletes.")] = ()
    while_: Annotated[
        OneOrMany[StateName],
        said("États où la modification est permise.", "States in which a change is allowed."),
    ] = ()
    outside: Annotated[
        Outside | None,
        said("Pour la fiche d’une autre organisation.", "For another organisation’s record."),
    ] = None
    blur: Annotated[
        dict[FieldName, Metres],
        said(
            "Points arrondis pour ce rôle, en mètres.", "Points rounded for this role, in metres."
        ),
    ] = empty()

# ruff: noqa: E501 - workbooks read better one line a row
"""Three workbooks as they are written for ODK, with entities, and a service that takes them as they are.

Registration (one entity, 2022.1), follow-up (an update, offline branches, 2024.1), and a household
whose members are entities in a repeat (2025.1). Nothing in them knows of this platform.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from .making import Rows, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

REGISTRATION: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label", "hint", "required", "constraint", "constraint_message", "appearance", "calculation", "save_to"),
        ("start", "start", "", "", "", "", "", "", "", ""),
        ("deviceid", "deviceid", "", "", "", "", "", "", "", ""),
        ("geopoint", "location", "Tree location", "", "yes", "", "", "placement-map", "", "geometry"),
        ("select_one species", "species", "Tree species", "", "yes", "", "", "minimal", "", "species"),
        ("integer", "circumference", "Tree circumference in cm", "Measure at breast height", "yes", ". > 0 and . < 2000", "Between 1 and 2000", "", "", "circumference_cm"),
        ("calculate", "title", "", "", "", "", "", "", "concat(jr:choice-name(${species}, '${species}'), ' ', ${circumference}, ' cm')", ""),
    ),
    "choices": (
        ("list_name", "name", "label"),
        ("species", "wallaba", "Wallaba"),
        ("species", "mora", "Mora"),
        ("species", "purpleheart", "Purpleheart"),
    ),
    "entities": (("list_name", "label"), ("trees", "${title}")),
    "settings": (("form_title", "form_id", "version", "instance_name"), ("Tree registration", "tree_registration", "20260101", "${title}")),
}  # fmt: skip
FOLLOW_UP: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label", "required", "relevant", "calculation", "appearance", "save_to"),
        ("select_one_from_file trees.csv", "tree", "Select the tree to visit", "yes", "", "", "map", ""),
        ("calculate", "former", "", "", "", "instance('trees')/root/item[name = ${tree}]/circumference_cm", "", ""),
        ("note", "species_note", "Known as ${former} cm", "", "", "", "", ""),
        ("select_one yes_no", "confirm", "Is it still there?", "yes", "", "", "", ""),
        ("integer", "circumference", "Circumference today in cm", "yes", "${confirm} = 'yes'", "", "", "circumference_cm"),
        ("image", "photo", "Photo", "", "${confirm} = 'yes'", "", "", ""),
    ),
    "choices": (("list_name", "name", "label"), ("yes_no", "yes", "Yes"), ("yes_no", "no", "No")),
    "entities": (("list_name", "entity_id", "update_if"), ("trees", "${tree}", "${confirm} = 'yes'")),
    "settings": (("form_title", "form_id", "version"), ("Tree follow-up", "tree_follow_up", "20260102")),
}  # fmt: skip
HOUSEHOLD: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label", "required", "save_to"),
        ("text", "village", "Village", "yes", ""),
        ("begin_repeat", "member", "Member", "", ""),
        ("text", "first_name", "First name", "yes", "members#first_name"),
        ("integer", "age", "Age", "", "members#age"),
        ("end_repeat", "", "", "", ""),
    ),
    "entities": (("list_name", "label"), ("members", "${first_name}")),
    "settings": (("form_title", "form_id", "version"), ("Household", "household", "1")),
}

MANIFEST = """
service: odk
version: 0.1.0
title: {en: Workbooks of others, fr: Classeurs d’ailleurs}
languages: [en, fr]
privacy: none
roles:
  surveyor: {title: {en: Surveyor, fr: Enquêteur}}
datasets:
  trees:
    title: {en: Trees, fr: Arbres}
    label: "{species} · {circumference_cm}"
    fields:
      geometry: {type: point, title: {en: Place, fr: Lieu}}
      species: {type: choice, title: {en: Species, fr: Essence}, choices: {wallaba: Wallaba, mora: Mora, purpleheart: Purpleheart}}
      circumference_cm: {type: integer, title: {en: Circumference, fr: Tour}}
    access: {surveyor: {read: all, create: true, update: all}}
  members:
    title: {en: Members, fr: Membres}
    label: "{first_name}"
    fields:
      first_name: {type: text, title: {en: First name, fr: Prénom}}
      age: {type: integer, title: {en: Age, fr: Âge}}
    access: {surveyor: {read: all, create: true}}
forms:
  tree_registration: {file: forms/tree_registration.xlsx, for: [surveyor], writes: [trees]}
  tree_follow_up: {file: forms/tree_follow_up.xlsx, for: [surveyor], writes: [trees]}
  household: {file: forms/household.xlsx, for: [surveyor], writes: [members]}
pages:
  - {path: '', block: pages, title: {en: Home, fr: Accueil}, file: pages/home.md}
"""


def written(root: Path) -> Path:
    """Write the service under a root, and return the root."""
    forms: Mapping[str, Mapping[str, Rows]] = {
        "tree_registration": REGISTRATION,
        "tree_follow_up": FOLLOW_UP,
        "household": HOUSEHOLD,
    }
    for name, sheets in forms.items():
        workbook(root / "odk" / "forms" / f"{name}.xlsx", sheets)
    (root / "odk" / "pages").mkdir(exist_ok=True)
    (root / "odk" / "pages" / "home.md").write_text("# Workbooks of others\n", "utf-8")
    (root / "odk" / "service.yaml").write_text(MANIFEST.lstrip(), "utf-8")
    return root

# ruff: noqa: E501 - a manifest and workbooks read better one line a row
"""Write the trial service of field work: forms as workbooks, two registers, four roles."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[str]]

MANIFEST = """
service: terrain
version: 0.1.0
title: {fr: Terrain d’essai, en: Trial ground}
languages: [fr, en]
privacy:
  purpose: {fr: Essayer., en: Try.}
  legal_basis: public-interest
  sensitivity: personal
  retention:
    personnes: {keep: P2Y, since: dernier_contact, then: anonymise}
    rencontres: {keep: P2Y, since: quand, then: delete}
roles:
  maraudeur: {title: {fr: Maraudeur, en: Outreach worker}}
  benevole: {title: {fr: Bénévole, en: Volunteer}}
  coordination: {title: {fr: Coordination, en: Coordination}, oversees: true}
  observatoire: {title: {fr: Observatoire, en: Observatory}}
datasets:
  personnes:
    title: {fr: Personnes, en: People}
    label: "{surnom}"
    fields:
      surnom: {type: text, title: {fr: Surnom, en: Nickname}, required: true, personal: identifying, search: true, sort: true}
      age: {type: integer, title: {fr: Âge, en: Age}, min: 0, max: 120, personal: indirect}
      position: {type: point, title: {fr: Position, en: Position}, personal: indirect}
      besoins: {type: choices, title: {fr: Besoins, en: Needs}, choices: {manger: {fr: Manger, en: Eat}, dormir: {fr: Dormir, en: Sleep}}}
      note: {type: longtext, title: {fr: Note, en: Note}, personal: sensitive}
      photo: {type: image, title: {fr: Photo, en: Photo}, personal: indirect}
      dernier_contact: {type: date, title: {fr: Dernier contact, en: Last contact}}
      partage: {type: boolean, title: {fr: Partage, en: Sharing}, default: false, grants: shared}
    access:
      maraudeur: {read: [organisation, shared], create: true, update: [organisation, shared], outside: {hide: [note], blur: {position: 300m}}}
      benevole: {read: organisation, hide: [note, position], create: true}
      coordination: {read: all, update: all}
      observatoire: {read: aggregates}
  rencontres:
    title: {fr: Rencontres, en: Meetings}
    label: "{quand} · {texte}"
    fields:
      personne: {type: reference, title: {fr: Personne, en: Person}, target: personnes}
      quand: {type: date, title: {fr: Quand, en: When}}
      texte: {type: longtext, title: {fr: Texte, en: Text}, personal: sensitive}
    access:
      maraudeur: {read: organisation, create: true}
      benevole: {create: true}
      coordination: {read: all}
forms:
  rencontre: {title: {fr: Rencontre, en: Meeting}, file: forms/rencontre.xlsx, for: [maraudeur, benevole], offline: true, writes: [personnes, rencontres]}
  suivi: {title: {fr: Suivi, en: Follow-up}, file: forms/suivi.xlsx, for: [maraudeur], offline: true, writes: [personnes]}
  fiche: {title: {fr: Fiche, en: Sheet}, file: forms/fiche.xlsx, for: [coordination], writes: [personnes]}
pages:
  - {path: '', block: pages, title: {fr: Accueil, en: Home}, file: pages/accueil.md}
  - path: tournee
    block: field
    title: {fr: Tournée, en: Round}
    forms: [rencontre]
    datasets: [personnes, rencontres]
    follow: {personnes: [suivi, rencontre]}
    last: {dataset: rencontres, text: texte, about: personne, when: quand}
    place: {personnes: position}
    for: [maraudeur, benevole]
    offline: true
  - {path: suivi, block: forms, title: {fr: Suivi au bureau, en: Follow-up at the office}, form: suivi, for: [maraudeur]}
"""

MEETING: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label::Français (fr)", "label::English (en)", "required", "relevant", "calculation", "save_to", "appearance"),
        ("start", "start", "", "", "", "", "", "", ""),
        ("end", "end", "", "", "", "", "", "", ""),
        ("begin_group", "qui", "Qui ?", "Who?", "", "", "", "", "field-list"),
        ("select_one_from_file personnes.csv", "personne", "Une personne connue ?", "Someone known?", "", "", "", "", "autocomplete"),
        ("calculate", "nouvelle", "", "", "", "", "once(uuid())", "", ""),
        ("calculate", "id", "", "", "", "", "if(${personne} = '', ${nouvelle}, ${personne})", "", ""),
        ("calculate", "connu", "", "", "", "", "instance('personnes')/root/item[name = ${personne}]/surnom", "", ""),
        ("text", "nouveau", "Surnom", "Nickname", "yes", "${personne} = ''", "", "", ""),
        ("calculate", "surnom", "", "", "", "", "if(${personne} = '', ${nouveau}, ${connu})", "personnes#surnom", ""),
        ("select_multiple besoins", "besoins", "Besoins", "Needs", "", "", "", "personnes#besoins", ""),
        ("integer", "age", "Âge", "Age", "", "", "", "personnes#age", ""),
        ("image", "photo", "Photo", "Photo", "", "", "", "personnes#photo", ""),
        ("geopoint", "position", "Où ?", "Where?", "", "", "", "personnes#position", ""),
        ("select_one ouinon", "accord", "Accord de partage ?", "Agrees to sharing?", "", "", "", "personnes#partage", ""),
        ("calculate", "jour", "", "", "", "", "format-date(${start}, '%Y-%m-%d')", "personnes#dernier_contact", ""),
        ("end_group", "", "", "", "", "", "", "", ""),
        ("begin_group", "recit", "Récit", "Account", "", "", "", "", ""),
        ("text", "texte", "Que s’est-il passé ?", "What happened?", "", "", "", "rencontres#texte", "multiline"),
        ("calculate", "de_qui", "", "", "", "", "${id}", "rencontres#personne", ""),
        ("calculate", "quand", "", "", "", "", "${jour}", "rencontres#quand", ""),
        ("end_group", "", "", "", "", "", "", "", ""),
    ),
    "choices": (
        ("list_name", "name", "label::Français (fr)", "label::English (en)"),
        ("besoins", "manger", "Manger", "Eat"),
        ("besoins", "dormir", "Dormir", "Sleep"),
        ("ouinon", "true", "Oui", "Yes"),
        ("ouinon", "false", "Non", "No"),
    ),
    "entities": (
        ("list_name", "entity_id", "create_if", "update_if", "label"),
        ("personnes", "${id}", "${personne} = ''", "${personne} != ''", "${surnom}"),
        ("rencontres", "", "", "", "${texte}"),
    ),
    "settings": (("form_title", "form_id", "version", "default_language"), ("Rencontre", "rencontre", "1", "Français (fr)")),
}  # fmt: skip

FOLLOW_UP: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label", "required", "calculation", "save_to", "appearance"),
        ("select_one_from_file personnes.csv", "personne", "Qui ?", "yes", "", "", "autocomplete"),
        ("integer", "age", "Âge", "", "", "age", ""),
        ("text", "note", "Note", "", "", "note", "multiline"),
    ),
    "entities": (("list_name", "entity_id"), ("personnes", "${personne}")),
    "settings": (("form_title", "form_id", "version"), ("Suivi", "suivi", "1")),
}

SHEET: dict[str, Rows] = {
    "survey": (
        ("type", "name", "label", "required", "save_to"),
        ("text", "surnom", "Surnom", "yes", "surnom"),
    ),
    "entities": (("list_name", "label"), ("personnes", "${surnom}")),
    "settings": (("form_title", "form_id", "version"), ("Fiche", "fiche", "1")),
}


def workbook(path: Path, sheets: Mapping[str, Rows]) -> None:
    """Write an XLSForm."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def written(root: Path, *, manifest: str = MANIFEST, **forms: Mapping[str, Rows]) -> Path:
    """Write the folder of the trial under a root, and return the root."""
    folder = root / "terrain"
    all_forms = {"rencontre": MEETING, "suivi": FOLLOW_UP, "fiche": SHEET, **forms}
    for name, sheets in all_forms.items():
        workbook(folder / "forms" / f"{name}.xlsx", sheets)
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / "accueil.md").write_text("# Terrain d’essai\n", "utf-8")
    (folder / "service.yaml").write_text(manifest.lstrip(), "utf-8")
    return root

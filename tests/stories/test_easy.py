"""What a service writes in French and again easy to read, found where both stand."""

import io
from pathlib import Path

from openpyxl import Workbook

from lieucommun.kernel.services.folder import Folder
from lieucommun.stories.easy import easy_words


def workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_texts_are_paired_in_manifests_workbooks_lists_and_pages(tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(
        "title: {fr: Ma demande, fr-x-falc: Je demande}\nforms: [{title: {fr: Seul}}]\n", "utf-8"
    )
    (tmp_path / "form.xlsx").write_bytes(
        workbook(
            ("name", "label::Français (fr)", "label::Facile (fr-x-falc)", "hint::Français (fr)"),
            ("nom", "Nom de naissance", "Votre nom", "Comme sur l’acte"),
            ("age", "Âge", "", ""),
        )
    )
    (tmp_path / "list.csv").write_text(
        "value,title@fr,title@fr-x-falc\na,Automobile,Voiture\nb,Vélo,\n", "utf-8"
    )
    (tmp_path / "page.md").write_text("---\ntitle: L’aide\n---\n\n## Pour qui\n", "utf-8")
    (tmp_path / "page.fr-x-falc.md").write_text(
        "---\ntitle: Vous aider\n---\n\n- [Pour vous](x/)\n", "utf-8"
    )
    (tmp_path / "other.md").write_text("Rien.\n", "utf-8")
    assert sorted(easy_words(Folder.on_disk(tmp_path))) == [
        ("Automobile", "Voiture"),
        ("L’aide", "Vous aider"),
        ("Ma demande", "Je demande"),
        ("Nom de naissance", "Votre nom"),
        ("Pour qui", "Pour vous"),
    ]

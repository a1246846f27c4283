"""Every model of the code has a retention class, in the reference."""

import re
from pathlib import Path

from django.apps import apps

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "retention.md"
ROW = re.compile(r"^\| `(\w+\.\w+)` \| (\w+) \| .+ \|$", re.MULTILINE)
CLASS = re.compile(r"^\| (\w+) \| [^|]+ \|$", re.MULTILINE)


def test_every_model_has_a_class() -> None:
    text = PAGE.read_text("utf-8")
    known = set(CLASS.findall(text)) - {"class"}
    classes = dict(ROW.findall(text))
    labels = [model._meta.label for model in apps.get_models(include_auto_created=False)]
    assert [label for label in labels if label not in classes] == []
    assert set(classes.values()) == known

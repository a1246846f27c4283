"""The kernel stays small: what it offers is written down."""

from .kernel_names import KERNEL, LIST, listing
from .source import modules, shown


def test_what_the_kernel_offers_is_written_down() -> None:
    kept = set(LIST.read_text("utf-8").splitlines())
    now = set(listing().splitlines())
    assert {"added": sorted(now - kept), "gone": sorted(kept - now)} == {"added": [], "gone": []}, (
        "decide, then: python -m tests.architecture.kernel_names"
    )


def test_names_come_one_by_one() -> None:
    whole = [
        shown(path)
        for path in modules("src")
        if "kernel" not in path.parts and f"import {KERNEL}" in path.read_text("utf-8")
    ]
    assert whole == []

"""JavaRosa, the engine of ODK Collect, computing a form in this very process, once it is warm.

Its archive stands in the wheel of pyxform; JPype calls it, with a Java runtime, which compiles what
is called often: everything is called a few thousand times before it is timed.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

WARMING = 3_000
_SHOWN = 100


@dataclass(frozen=True)
class Warmed:
    """What validates a form, and what that took while warming (ms): the first and the last."""

    run: Callable[[int], None]
    first: float
    last: float

    def __str__(self) -> str:
        return (
            f"JavaRosa, warmed by {WARMING:,} validations of the same form: {self.first:.2f} ms "
            f"over the first {_SHOWN}, {self.last:.2f} ms over the last"
        )


def validation(xml: str) -> Warmed | None:
    """Return what computes every rule of a form anew and validates it; None without Java."""
    try:
        import jpype
        import pyxform
    except ImportError:
        return None
    archive = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    try:
        if not jpype.isJVMStarted():
            jpype.startJVM("-Xmx512m", classpath=[str(archive)])
    except (OSError, jpype.JVMNotFoundException):
        return None
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "form.xml"
        path.write_text(xml, "utf-8")
        scenario = jpype.JClass("org.javarosa.test.Scenario")
        form = scenario.init(jpype.JClass("java.io.File")(str(path))).getFormDef()
    start = jpype.JClass("org.javarosa.core.model.instance.InstanceInitializationFactory")()

    def run(_: int) -> None:
        form.initialize(False, start)  # noqa: FBT003 - of Java
        if form.validate(True) is not None:  # noqa: FBT003
            raise SystemExit("JavaRosa finds mistakes where there are none")

    taken = []
    for number in range(WARMING):
        began = perf_counter()
        run(number)
        taken.append((perf_counter() - began) * 1000)
    return Warmed(run, median(taken[:_SHOWN]), median(taken[-_SHOWN:]))

"""JavaRosa, the engine of ODK Collect, computing a form in this very process, once it is warm.

Its archive stands in the wheel of pyxform; JPype calls it, with a Java runtime, which compiles what
is called often: everything is called a few thousand times before it is timed.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

WARMING = 3_000


def validation(xml: str) -> Callable[[int], None] | None:
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

    for number in range(WARMING):
        run(number)
    return run

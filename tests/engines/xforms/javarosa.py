"""Drive JavaRosa, the engine of ODK Collect, in a process of its own, by lines of JSON.

The archive of ODK Validate inside the wheel of pyxform holds JavaRosa and its class Scenario, which
answers forms; JPype calls it, so that a Java runtime is enough and nothing is compiled.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self


class JavaRosa:
    """A process that fills forms; leave it with `with`."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def asked(self, **request: Any) -> Any:
        """Send a request, and return its answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


class _Filler:
    """What happens inside the process."""

    def __init__(self, folder: Path) -> None:
        import jpype
        import pyxform

        bin_folder = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin"
        archive = str(bin_folder / "ODK_Validate.jar")
        jpype.startJVM("-Xmx256m", "-Duser.timezone=Europe/Paris", classpath=[archive])
        self.jpype = jpype
        self.scenarios = jpype.JClass("org.javarosa.test.Scenario")
        self.file = jpype.JClass("java.io.File")
        self.visitor = jpype.JClass("org.javarosa.model.xform.XFormSerializingVisitor")
        self.text = jpype.JClass("java.lang.String")
        self.path = folder / "form.xml"
        self.scenario: Any = None

    def open(self, xml: str) -> dict[str, Any]:
        self.path.write_text(xml, "utf-8")
        self.scenario = self.scenarios.init(self.file(str(self.path)))
        return {}

    def add(self, path: str) -> dict[str, Any]:
        self.scenario.createNewRepeat(path)
        return {}

    def set(self, path: str, kind: str, value: str) -> dict[str, Any]:
        if kind == "int":
            found = self.scenario.answer(path, self.jpype.JInt(int(value)))
        elif kind == "date":
            found = self._dated(path, value)
        elif kind == "select":
            words = self.jpype.JArray(self.jpype.JString)(value.split())
            found = self.scenario.answer(path, words)
        else:
            found = self.scenario.answer(path, self.jpype.JString(value))
        return {"result": str(found)}

    def _dated(self, path: str, value: str) -> Any:
        """Go to a question and answer it with a day: Scenario takes no path with a day."""
        controller = self.scenario.getFormEntryController()
        index = self.scenario.indexOf(path)
        controller.jumpToIndex(index)
        day = self.jpype.JClass("java.time.LocalDate").parse(value)
        return self.scenario.answer(day)

    def ask(self, expression: str, context: str) -> dict[str, Any]:
        """Return the value of an expression about a node; node-sets as the texts of their nodes."""
        form = self.scenario.getFormDef()
        instance, every = form.getMainInstance(), form.getEvaluationContext()
        parse = self.jpype.JClass("org.javarosa.xpath.XPathParseTool").parseXPath
        node = parse(context).eval(instance, every).getRefAt(0)
        near = self.jpype.JClass("org.javarosa.core.model.condition.EvaluationContext")(every, node)
        return {"value": self._plain(parse(expression).eval(instance, near))}

    def _plain(self, found: Any) -> Any:
        java = self.jpype.JClass
        text = java("org.javarosa.xpath.expr.XPathFuncExpr").toString
        if isinstance(found, java("org.javarosa.xpath.XPathNodeset")):
            return [str(text(found.getValAt(at))) for at in range(found.size())]
        if isinstance(found, java("java.lang.Boolean")):
            return bool(found)
        return float(found) if isinstance(found, java("java.lang.Double")) else str(text(found))

    def look(self, paths: list[str], choices: list[str]) -> dict[str, Any]:
        """Return relevance, required and choices; looking at choices drops those not offered."""
        offered = {}
        for _ in range(2):
            for path in choices:
                if self.scenario.getAnswerNode(path).isRelevant():
                    found = self.scenario.choicesOf(path)
                    offered[path] = [str(each.getValue()) for each in found]
        nodes = {path: self.scenario.getAnswerNode(path) for path in paths}
        instance = self.scenario.getFormDef().getInstance()
        xml = str(self.text(self.visitor().serializeInstance(instance), "UTF-8"))
        return {
            "relevant": {path: bool(node.isRelevant()) for path, node in nodes.items()},
            "required": {path: bool(node.isRequired()) for path, node in nodes.items()},
            "choices": offered,
            "xml": xml,
        }


def main() -> None:
    """Answer requests until there are none."""
    with tempfile.TemporaryDirectory() as folder:
        filler = _Filler(Path(folder))
        for line in sys.stdin:
            request = json.loads(line)
            act = getattr(filler, request.pop("act"))
            try:
                answer = act(**request)
            except filler.jpype.JException as error:
                answer = {"error": str(error)[:500]}
            print(json.dumps(answer), flush=True)  # noqa: T201  # the answer to the other process


if __name__ == "__main__":
    main()

"""Drive JavaRosa, the engine of ODK Collect, in a process of its own, by lines of JSON.

The archive of ODK Validate inside the wheel of pyxform holds JavaRosa and its class Scenario, which
answers forms; JPype calls it, so that a Java runtime is enough and nothing is compiled.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
        self.beginnings = jpype.JClass(
            "org.javarosa.core.model.instance.InstanceInitializationFactory"
        )
        # A list is kept there as long as what it reads has the same value, asked for or not.
        itemsets = jpype.JClass("org.javarosa.core.model.ItemsetBinding").class_
        self.cached = itemsets.getDeclaredField("cachedTriggerValues")
        self.cached.setAccessible(True)
        self.indexes = jpype.JClass("org.javarosa.core.model.FormIndex")
        self.path = folder / "form.xml"
        self.scenario: Any = None

    def open(self, xml: str) -> dict[str, Any]:
        self.path.write_text(xml, "utf-8")
        self.scenario = self.scenarios.init(self.file(str(self.path)))
        return {}

    def add(self, path: str) -> dict[str, Any]:
        self.scenario.createNewRepeat(path.rpartition("[")[0])
        return {}

    def remove(self, path: str) -> dict[str, Any]:
        self.scenario.removeRepeat(path)
        self._compute()
        return {}

    def _compute(self) -> None:
        """Compute everything: JavaRosa forgets to when rows or answers were taken away."""
        self.scenario.getFormDef().initialize(False, self.beginnings())  # noqa: FBT003 - of Java

    def set(self, path: str, kind: str, value: str) -> dict[str, Any]:
        if kind == "int":
            found = self.scenario.answer(path, self.jpype.JInt(int(value)))
        elif kind == "decimal":
            found = self.scenario.answer(path, self.jpype.JDouble(float(value)))
        elif kind in {"date", "time"}:
            found = self._told(path, kind, value)
        elif kind == "select":
            words = self.jpype.JArray(self.jpype.JString)(value.split())
            found = self.scenario.answer(path, words)
        else:
            found = self.scenario.answer(path, self.jpype.JString(value))
        return {"result": str(found)}

    def _told(self, path: str, kind: str, value: str) -> Any:
        """Answer with a day or a time: Scenario takes no path with them, and no times."""
        controller = self.scenario.getFormEntryController()
        index = self.scenario.indexOf(path)
        controller.jumpToIndex(index)
        if kind == "date":
            day = self.jpype.JClass("java.time.LocalDate").parse(value)
            return self.scenario.answer(day)
        read = self.jpype.JClass("org.javarosa.core.model.utils.DateUtils").parseTime
        data = self.jpype.JClass("org.javarosa.core.model.data.TimeData")(read(value))
        return controller.answerQuestion(index, data, True)  # noqa: FBT003 - of Java

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

    def look(
        self, paths: list[str], languages: list[str], counted: dict[str, int]
    ) -> dict[str, Any]:
        """Return relevance, required, the instance, and what is shown of each question.

        Going through the form makes the rows that a count wants, and looking at choices drops the
        answers that are not offered: it is gone through until nothing changes. Rows beyond a count
        that went down stay in JavaRosa: they are taken away here.
        """
        before, shown = "", {}
        for _ in range(8):
            for path, rows in counted.items():
                self._trim(path, rows)
            shown = dict(self._shown(languages))
            self._compute()
            instance = self.scenario.getFormDef().getInstance()
            xml = str(self.text(self.visitor().serializeInstance(instance), "UTF-8"))
            if xml == before:
                break
            before = xml
        found = {path: self._node(path) for path in paths}
        nodes = {path: node for path, node in found.items() if node is not None}
        return {
            "missing": [path for path in paths if path not in nodes],
            "relevant": {path: bool(node.isRelevant()) for path, node in nodes.items()},
            "required": {path: bool(node.isRequired()) for path, node in nodes.items()},
            "shown": shown,
            "xml": xml,
        }

    def _trim(self, path: str, rows: int) -> None:
        there = self.scenario.countRepeatInstancesOf(path)
        for number in range(there, rows, -1):
            try:
                self.remove(f"{path}[{number}]")
            except self.jpype.JException:  # not asked for: it cannot be gone to
                return

    def _node(self, path: str) -> Any:
        try:
            return self.scenario.getAnswerNode(path)
        except self.jpype.JException:
            return None

    def _shown(self, languages: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Go through the form: yield the words and the choices of each question that is asked."""
        controller = self.scenario.getFormEntryController()
        words = self.scenario.getFormDef().getLocalizer()
        controller.jumpToIndex(self.indexes.createBeginningOfFormIndex())
        while (event := controller.stepToNextEvent()) != controller.EVENT_END_OF_FORM:
            if event != controller.EVENT_QUESTION:
                continue
            model = controller.getModel()
            prompt = model.getQuestionPrompt()
            if (itemset := prompt.getQuestion().getDynamicChoices()) is not None:
                self.cached.set(itemset, None)
            told: dict[str, Any] = {"labels": {}}
            choices = [*(prompt.getSelectChoices() or ())]
            for language in languages:
                words.setLocale(language)
                offered = [
                    [str(each.getValue()), str(prompt.getSelectChoiceText(each))]
                    for each in choices
                ]
                told["labels"][language] = [str(prompt.getQuestionText()), offered]
            yield str(model.getFormIndex().getReference()), told


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

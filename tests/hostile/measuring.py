"""What one hostile input costs: sent in a process of its own, forked from one that is ready."""

import json
import os
import resource
import signal
import time
from dataclasses import dataclass

from tests.hostile.corpus import Sample

SECONDS, MEGABYTES = 2.0, 200.0
#: Beyond this something hangs, and is stopped.
PATIENCE = 60


@dataclass(frozen=True)
class Cost:
    """The sentence of the refusal, and what it took.

    `seconds` is computing time, that of sub-processes included: a busy machine does not change it.
    `megabytes` is the growth of the process, or the whole of its largest sub-process.
    """

    sentence: str
    seconds: float
    waited: float
    megabytes: float

    @property
    def within(self) -> bool:
        """Whether it was refused with a sentence, soon, and in little memory."""
        return bool(self.sentence) and self.seconds < SECONDS and self.megabytes < MEGABYTES


def measure(sample: Sample) -> Cost:
    """Send one input and return what it cost; whatever breaks counts as no refusal."""
    content = sample.make()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _send(sample, content, write)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        text = told.read()
    os.waitpid(child, 0)
    return Cost(**json.loads(text)) if text else Cost("", float("inf"), float("inf"), 0)


def _send(sample: Sample, content: bytes, write: int) -> None:
    """Send in the child, tell the parent, and leave without the parent's own endings."""
    signal.alarm(PATIENCE)
    start, memory, computed = time.monotonic(), _peak(resource.RUSAGE_SELF), _computed()
    try:
        sentence = sample.send(content)
    except Exception as failure:  # noqa: BLE001 - told as what it is: no refusal
        os.write(2, f"{sample.family} {sample.title}: {failure!r}\n".encode())
        sentence = ""
    grown = _peak(resource.RUSAGE_SELF) - memory
    cost = {
        "sentence": sentence,
        "seconds": _computed() - computed,
        "waited": time.monotonic() - start,
        "megabytes": max(grown, _peak(resource.RUSAGE_CHILDREN)),
    }
    os.write(write, json.dumps(cost).encode())
    os._exit(0)


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _computed() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)

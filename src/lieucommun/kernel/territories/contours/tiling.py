"""Vector tiles of contours: one PMTiles file, a layer for each level, made by tippecanoe."""

import subprocess
import sys
from pathlib import Path
from typing import Literal

from .naming import TILES, TILES_INPUT

#: The program comes in a wheel, beside the interpreter.
PROGRAM = Path(sys.executable).with_name("tippecanoe")
#: A tile of the last zoom tells 10 m from 10 m: more would be finer than what is loaded.
LAST_ZOOM = 10
OPTIONS = (
    "--quiet",
    "--minimum-zoom=2",
    f"--maximum-zoom={LAST_ZOOM}",
    "--no-simplification-of-shared-nodes",  # neighbours keep the same border
    "--no-tiny-polygon-reduction",  # a small commune is not dust
    "--no-feature-limit",
    "--no-tile-size-limit",
    "--read-parallel",
)
WALL = 1800

Outcome = Literal["made", "no program", "failed"]


def make_tiles(folder: Path, *, program: Path = PROGRAM) -> Outcome:
    """Make the tiles of a folder out of what was written for them, which is removed.

    Without the program, or when it fails, the contours stand without tiles.
    """
    source, target = folder / TILES_INPUT, folder / TILES
    try:
        if not program.is_file():
            return "no program"
        command = [str(program), *OPTIONS, f"--temporary-directory={folder}"]
        subprocess.run(  # noqa: S603 - a program of ours, on what we wrote
            [*command, f"--output={target}", str(source)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        target.unlink(missing_ok=True)
        return "failed"
    finally:
        source.unlink(missing_ok=True)
    return "made"

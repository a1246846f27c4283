"""Run apart: make an XForm of the workbook named by the argument, and say it in JSON."""

import json
import sys

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert


def main(path: str) -> dict[str, object]:
    """Return the XForm and the warnings of a workbook, or why there is none."""
    try:
        made = convert(path, warnings=[])
    except PyXFormError as error:
        return {"error": " ".join(str(error).split())}
    except RecursionError:
        return {"error": "its groups are too deep in one another"}
    except MemoryError:
        return {"error": "it takes too much memory to read"}
    except Exception as error:  # noqa: BLE001 - pyxform raises whatever a malformed cell leads to
        return {"error": f"{type(error).__name__}: {error}"}
    return {"xform": made.xform, "warnings": made.warnings}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))

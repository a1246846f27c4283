"""Print the styles of maps, for the style sheets of the pages."""

import sys

from .styling import stylesheet

sys.stdout.write(stylesheet())

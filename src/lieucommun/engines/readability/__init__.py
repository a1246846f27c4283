"""Find what makes a text hard to read, by the rules of easy-to-read. Pure: texts in, findings out.

The rules are those of Inclusion Europe, *Information for all: European standards for making
information easy to read and understand* (2009; in French *L’information pour tous*). The scores are
those of Flesch (1948) for English and of Kandel and Moles (1958) for French.
"""

from .linting import Finding, Kind, Level, lint
from .scores import Score, score
from .sentences import Sentence, split

__all__ = ["Finding", "Kind", "Level", "Score", "Sentence", "lint", "score", "split"]

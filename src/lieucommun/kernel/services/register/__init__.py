"""What a manifest already says for the register of processing and for an impact assessment."""

from .entry import Entry, Recipient, register_entry
from .impact import assessment
from .markdown import as_markdown

__all__ = ["Entry", "Recipient", "as_markdown", "assessment", "register_entry"]

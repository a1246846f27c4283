"""The living reference of the theme: what each component is shown with.

All examples are invented. Their words are here and not in the catalogues, which hold only what
real screens say.
"""

from .screen import context

__all__ = ["context"]

from tests.joining import essai

__all__ = ["essai"]

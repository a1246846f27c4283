"""Evaluate the expressions of ODK XForms. Pure: time and chance are arguments."""

from .errors import ExpressionError, FormError
from .evaluating import evaluate

__all__ = ["ExpressionError", "FormError", "evaluate"]

"""Evaluate ODK XForms: expressions and whole forms. Pure: time and chance are arguments."""

from .errors import ExpressionError, FormError
from .evaluating import evaluate
from .forms.answers import Answers
from .forms.checking import Problem
from .forms.entities import Entity, referred_first
from .forms.form import Form, compile_form
from .forms.lists import Lists
from .forms.rearranging import (
    move_row,
    path_names,
    repeat_asked,
    repeat_label,
    rows,
    whole,
)
from .forms.words import Choice

__all__ = [
    "Answers",
    "Choice",
    "Entity",
    "ExpressionError",
    "Form",
    "FormError",
    "Lists",
    "Problem",
    "compile_form",
    "evaluate",
    "move_row",
    "path_names",
    "referred_first",
    "repeat_asked",
    "repeat_label",
    "rows",
    "whole",
]

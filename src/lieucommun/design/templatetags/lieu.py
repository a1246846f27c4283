"""Component tags of the theme."""

from django import template

register = template.Library()

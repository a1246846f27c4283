"""Component tags of the theme: builtin in every template, each drawn by its own template."""

from django import template

from lieucommun.design.tags import chrome, content, data, forms, shown

register = template.Library()
for part in (chrome, content, data, forms, shown):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)

"""The denominator: the same rows and the same screen in plain Django, as one would write them.

No access rules, no history, no versions, no languages, no manifest: a model with columns and
indexes, a view, a template.
"""

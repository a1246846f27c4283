"""Component tags, by what they are for; `templatetags/lieu.py` gathers them."""

"""Why a file of contours is refused whole: one sentence that says what to do."""

from django.utils.translation import gettext


def sentences() -> dict[str, str]:
    """Return the sentence of each code, in the reader's language.

    Not when this is imported: who makes contours apart has no settings, hence no language.
    """
    return {
        "absent": gettext("There is no file %(found)s."),
        "busy": gettext("Contours are being loaded already: wait until that is done."),
        "heavy": gettext("This file is larger than %(most)s MB: take contours less detailed."),
        "encoding": gettext("This file is not written in UTF-8, as GeoJSON is."),
        "json": gettext("Line %(line)s cannot be read as JSON: %(found)s."),
        "kind": gettext(
            "A GeoJSON FeatureCollection is expected, or a GeoJSON feature on each line."
        ),
        "reference": gettext(
            "This file counts in %(found)s: longitude and latitude in degrees (WGS 84) are "
            "expected."
        ),
        "metres": gettext(
            "The coordinates of this file are not degrees: longitude and latitude (WGS 84) are "
            "expected. Convert it, from Lambert-93 for instance."
        ),
        "off the map": gettext(
            "Nothing of this file is in France: is longitude written before latitude?"
        ),
        "property": gettext(
            "The features of this file have no property “%(found)s”; they have: %(choices)s. Say "
            "which one holds the code with --property."
        ),
        "codes": gettext(
            "No code of this file is that of a territory of this level: %(found)s. Check the "
            "level, and --property."
        ),
        "geometry": gettext("No feature of this file draws an area: polygons are expected."),
        "empty": gettext("This file holds no feature."),
        "features": gettext("This file has more than %(most)s features."),
        "points": gettext(
            "The outlines of this file have more than %(most)s points: take contours less detailed."
        ),
        "costly": gettext(
            "This file takes too much memory or time to read: take contours less detailed, or load "
            "them in several parts."
        ),
    }


class RefusedContours(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file of contours that is not loaded; carries a code of `sentences` and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return sentences()[self.code] % self.params

"""Articles and prepositions of départements, régions, and communes that begin with an aspirated h.

Source: INSEE, Code officiel géographique 2026 ("type de nom en clair"), as published in npm
`@etalab/decoupage-administratif` 6.0.0; the choice of en or dans is that of usage.
"""

from typing import NamedTuple

_VOWELS = frozenset("AÂEÉÈIÎOU")


class Article(NamedTuple):
    """How a name is said: its article, where (en, dans, à, sur), and whether `de` stands alone."""

    article: str
    where_it_is: str
    bare: bool = False

    def the(self, name: str) -> str:
        """Return the name with its article: la Mayenne."""
        return self.article + name

    def where(self, name: str) -> str:
        """Return where something is: en Mayenne, dans l’Ain."""
        told = self.the(name) if self.where_it_is in {"dans", "sur"} else name
        return f"{self.where_it_is} {told}"

    def whose(self, name: str) -> str:
        """Return whose something is: du Var, de l’Ain, d’Ille-et-Vilaine."""
        if self.bare or not self.article:
            return f"d’{name}" if name[:1] in _VOWELS else f"de {name}"
        melted = {"le ": "du ", "les ": "des "}
        return melted.get(self.article, f"de {self.article}") + name


#: What has no article: a town, an island.
TOWN = Article("", "à")
_DEPARTEMENTS = {
    ("le ", "dans"): (
        "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95"
    ),
    ("la ", "dans"): "23 26 42 50 51 55 58 72 80 86",
    ("la ", "en"): (
        "16 17 19 21 24 2A 2B 31 33 43 44 48 52 53 54 57 70 71 73 74 76 77 85 87 93 "
        "971 972 973 987 988"
    ),
    ("l’", "dans"): "01 02 03 10 11 12 27 34 36 60 61 89 91",
    ("l’", "en"): "07 09 28 35 37 38",
    ("l’", "sur"): "989",
    ("les ", "dans"): "04 05 06 08 13 22 40 64 65 66 78 79 88 92 984",
    ("", "à"): "75 974 975 976 977 978 986",
}
_REGIONS = {
    ("la ", "en"): "01 02 03 27 28 53 75 93 94",
    ("le ", "en"): "24",
    ("le ", "dans"): "44",
    ("les ", "dans"): "32 52",
    ("l’", "en"): "11 76 84",
    ("", "à"): "04 06",
}
_BARE_DEPARTEMENTS = frozenset(["28", "35", "37", "49", "54", "71", "77", "987", "988"])
_BARE_REGIONS = frozenset(["11", "27", "28", "53", "76", "84", "93", "94"])


def _table(forms: dict[tuple[str, str], str], bare: frozenset[str]) -> dict[str, Article]:
    return {
        code: Article(article, where, code in bare)
        for (article, where), codes in forms.items()
        for code in codes.split()
    }


DEPARTEMENTS = _table(_DEPARTEMENTS, _BARE_DEPARTEMENTS)
REGIONS = _table(_REGIONS, _BARE_REGIONS)

#: Codes of the communes whose h keeps `de` whole: de Honfleur, but d’Hyères.
_ASPIRATED = """
01187 02366 02367 02373 02376 02377 02380 02382 02384 02385 03158 04177 08205 08206 08207 08208
08209 08210 08211 08212 08214 08215 08217 08219 08220 08222 08226 08229 08230 10171 14326 14333
14335 14336 14338 16165 17188 19091 22077 22079 25310 25311 27316 27325 27339 27340 27342 27346
27347 29078 29079 29081 31236 32152 32153 32154 35130 39177 39368 44071 49174 50228 50230 50231
50232 50233 50240 50241 50243 50246 50247 50253 51283 51292 51294 51295 52242 52246 53113 53114
53115 53117 54247 54248 54249 54602 55225 55226 55228 55229 55232 55245 56085 57288 57289 57290
57291 57293 57294 57331 57332 57333 57334 57335 57337 57338 57371 57714 59290 59299 59300 59307
59310 59319 60293 60295 60298 60302 60303 60304 60305 60307 60313 60315 60316 60317 61202 62407
62408 62415 62416 62419 62458 65214 65215 65216 65218 65219 65220 65221 65222 65223 65224 65225
67179 67180 67181 67182 67183 67184 67185 67186 67187 67188 67189 67190 67191 67192 67194 67195
67196 67197 67198 67199 67200 67201 67202 67203 67204 67205 67206 67208 67209 67212 67213 67214
67215 67216 68118 68119 68120 68121 68122 68123 68124 68125 68126 68127 68128 68129 68130 68131
68132 68134 68135 68136 68137 68138 68139 68140 68141 68142 68144 68145 68146 68147 68148 68149
68150 68151 69099 70283 70288 76347 76350 76361 76363 76364 76367 76368 76370 78310 80405 80410
80412 80414 80427 80428 80433 80436 80440 80443 86110
"""
ASPIRATED = frozenset(_ASPIRATED.split())

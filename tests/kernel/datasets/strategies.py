"""Random manifests, viewers and records for the property tests."""

from typing import Any

from hypothesis import strategies as st

from lieucommun.kernel.people.viewer import Grant, Viewer
from tests.kernel.datasets.oracle import Sample

WORDS = ("ecole", "marche", "fleuve", "pont", "jardin")
ORGANISATIONS = {1: "port", 2: "gare"}
ROLES = ("anyone", "signed-in", "author", "agent", "chef")
SCOPES: tuple[Any, ...] = (
    "own",
    "organisation",
    {"organisation": "destinataire"},
    "territory",
    "shared",
    "published",
    "all",
    "aggregates",
)
#: Drawn more often: where only some records are in scope, clauses have to be told apart.
PARTIAL = (*SCOPES[:5], *SCOPES[:5], "published")
FIELDS: dict[str, dict[str, Any]] = {
    "nom": {"type": "text", "search": True, "sort": True},
    "code": {"type": "text", "unique": True},
    "note": {"type": "longtext", "search": True},
    "genre": {"type": "choice", "choices": {"a": "Alpha", "b": "Beta"}, "facet": True},
    "themes": {"type": "choices", "choices": {"x": "Xi", "y": "Upsilon", "z": "Zeta"}},
    "annee": {"type": "year", "sort": True, "facet": True},
    "cout": {"type": "money", "sort": True},
    "partage": {"type": "boolean", "grants": "shared"},
    "lieu": {"type": "territory", "level": "commune"},
    "position": {"type": "point"},
    "destinataire": {"type": "organisation"},
}
WORKFLOW = {"initial": "propose", "states": {"propose": {}, "publie": {"public": True}}}

SHORT = ["nom", "note", "annee", "genre"]
names = st.lists(
    st.sampled_from(SHORT) | st.sampled_from(sorted(FIELDS)), unique=True, min_size=1, max_size=6
)
widths = st.fixed_dictionaries({"position": st.sampled_from(["300m", "5000m"])})
outsides = st.fixed_dictionaries({}, optional={"hide": names, "blur": widths})
rules = st.fixed_dictionaries(
    {"read": st.lists(st.sampled_from([*SCOPES, *PARTIAL]), min_size=1, max_size=2)},
    optional={
        "hide": names,
        "blur": widths,
        "outside": outsides,
        "view": st.sampled_from(["court", "long"]),
    },
)


@st.composite
def manifests(draw: st.DrawFn) -> dict[str, Any]:
    fields = {name: {**field, "title": name} for name, field in FIELDS.items()}
    for name in draw(st.lists(st.sampled_from(["nom", "note", "annee", "position"]), unique=True)):
        fields[name]["personal"] = draw(st.sampled_from(["identifying", "indirect", "sensitive"]))
    spec = {
        "title": "Fiches",
        "label": "{nom} ({annee})",
        "key": "code",
        "fields": fields,
        "views": {"court": ["nom", "code", "genre"], "long": draw(names)},
        "access": draw(st.dictionaries(st.sampled_from(ROLES), rules, min_size=2, max_size=4)),
    }
    return {**spec, "workflow": WORKFLOW} if draw(st.booleans()) else spec


def grants(organisations: dict[str, int]) -> st.SearchStrategy[Grant]:
    return st.builds(
        Grant,
        st.sampled_from(["agent", "chef"]),
        st.sampled_from([*organisations.values(), None]),
        st.sampled_from([None, "commune:42218", "departement:42", "region:84", "region:11"]),
    )


def viewers(people: list[int], organisations: dict[str, int]) -> st.SearchStrategy[Viewer]:
    held = st.lists(grants(organisations), min_size=1, max_size=3).map(tuple)
    known = st.builds(Viewer, st.sampled_from(people), held)
    return st.one_of(known, known, known, st.just(Viewer()))


texts = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join)
datas = st.fixed_dictionaries(
    {},
    optional={
        "nom": texts,
        "note": texts,
        "genre": st.sampled_from(["a", "b"]),
        "themes": st.lists(st.sampled_from(["x", "y", "z"]), unique=True, min_size=1),
        "annee": st.integers(1990, 1994),
        "cout": st.integers(-300, 300).map(lambda cents: f"{cents / 100:.2f}"),
        "partage": st.booleans(),
        "lieu": st.sampled_from(["commune:42218", "commune:69123", "commune:75056"]),
        "position": st.fixed_dictionaries(
            {"lat": st.sampled_from([45.1, 45.2, 48.85]), "lon": st.sampled_from([4.4, 5.1])}
        ),
        "destinataire": st.sampled_from(sorted(ORGANISATIONS.values())),
    },
)


@st.composite
def samples(
    draw: st.DrawFn, people: list[int], organisations: dict[str, int], *, workflow: bool
) -> list[Sample]:
    found = []
    for rank, data in enumerate(
        draw(st.lists(datas, min_size=draw(st.sampled_from([0, 4])), max_size=7))
    ):
        if draw(st.booleans()):
            data["code"] = f"f{rank}"
        found.append(
            Sample(
                data,
                draw(st.sampled_from(sorted(WORKFLOW["states"]))) if workflow else "",  # type: ignore[arg-type, call-overload]
                draw(st.sampled_from([None, *organisations.values()])),
                draw(st.sampled_from([None, *people])),
                organisations.get(data.get("destinataire", "")),
            )
        )
    return found

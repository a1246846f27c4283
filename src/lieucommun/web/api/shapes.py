"""What the API gives and takes, for its description: answers are written by answers.py."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Data = Annotated[
    dict[str, Any], Field(description="Values by field; a field that is empty or hidden is absent.")
]


class Shape(Schema):
    """A closed object: what is described is all there is."""

    model_config = ConfigDict(extra="forbid")


class Link(Shape):
    """A service, with where its datasets and its exact description are."""

    name: str
    title: str
    summary: str | None
    version: str
    languages: list[str]
    datasets: list[str]
    description: Annotated[str, Field(description="Address of the OpenAPI of this service.")]


class Services(Shape):
    """The services of the place."""

    items: list[Link]


class FieldShape(Shape):
    """A field as the manifest declares it."""

    name: str
    type: str
    title: str
    required: bool
    filter: Annotated[bool, Field(description="May be a parameter of a list.")]
    sort: bool
    personal: str | None


class DatasetShape(Shape):
    """A dataset, and what who calls may do with it."""

    name: str
    title: str
    key: str | None
    fields: Annotated[list[FieldShape], Field(description="The fields that you may see.")]
    states: list[str]
    transitions: list[str]
    can: Annotated[
        list[str], Field(description="Among read, totals, create, update, delete, move.")
    ]


class Datasets(Shape):
    """The datasets of a service."""

    items: list[DatasetShape]


class Record(Shape):
    """A record as its reader sees it."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    key: str | None
    label: str
    state: str | None
    version: int
    updated_at: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    data: Data
    blurred: Annotated[
        dict[str, float],
        Field(description="Points given as the centre of a square: its side in m."),
    ] = Field(default_factory=dict)


class Records(Shape):
    """A page of records."""

    items: list[Record]
    count: int
    next: Annotated[str | None, Field(description="Address of the next page.")]
    previous: Annotated[str | None, Field(description="Address of the page before.")]
    relaxed: Annotated[bool, Field(description="No record holds all the words: some of them.")]


class FacetValue(Shape):
    """A value of a field, its words, and how many records have it."""

    value: str
    title: str
    count: int


class Facets(Shape):
    """Counts by values, field by field."""

    count: int
    facets: dict[str, list[FacetValue]]


class Cell(Shape):
    """A group: its values, and how many records; null when there are too few to be said."""

    values: dict[str, str]
    count: int | None


class Totals(Shape):
    """Counts by groups."""

    by: list[str]
    threshold: int
    cells: list[Cell]


class Version(Shape):
    """A record as one act left it."""

    version: int
    action: str
    state: str | None
    at: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    changed: list[str]
    data: Data


class History(Shape):
    """The versions of a record that you may read, the latest first."""

    items: list[Version]


class File(Shape):
    """A file of a record, with a link that opens it, to you, for a short time."""

    field: str
    value: Annotated[str, Field(description="What the field holds, as it may be written again.")]
    name: str
    type: Annotated[str, Field(description="Media type.")]
    size: Annotated[int, Field(description="In bytes.")]
    state: Annotated[
        Literal["clean", "waiting", "refused"],
        Field(description="Only what is clean opens; the antivirus may take some seconds."),
    ]
    href: Annotated[
        str | None, Field(description="Address that opens it until it expires, without a token.")
    ]
    expires: Annotated[str | None, Field(json_schema_extra={"format": "date-time"})]


class Files(Shape):
    """The files of a record that you may see."""

    items: list[File]


class NewRecord(Shape):
    """A record to be created."""

    data: Data
    organisation: Annotated[
        str | None, Field(description="Short name of the organisation it belongs to.")
    ] = None


class Changes(Shape):
    """The fields to change; null empties a field, an absent one stays."""

    data: Data


class Written(Shape):
    """What was written: how to find it again."""

    id: Annotated[str, Field(json_schema_extra={"format": "uuid"})]
    version: int
    state: str | None


class Fault(Shape):
    """One thing to correct, with its place."""

    code: str
    detail: str
    pointer: Annotated[str | None, Field(description="JSON pointer into the body.")] = None
    parameter: Annotated[str | None, Field(description="Name of the parameter.")] = None


class ProblemDetails(Shape):
    """What went wrong (RFC 9457), in the language of the reader."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] = Field(default_factory=list)

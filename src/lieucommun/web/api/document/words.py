"""The words of the description, in the language of the reader."""

from django.utils.translation import gettext_noop

SUMMARIES: dict[str, str] = {
    "services": gettext_noop("List the services of this place"),
    "service": gettext_noop("Read what a service is"),
    "openapi": gettext_noop("Read the description of this API (OpenAPI 3.1)"),
    "service-openapi": gettext_noop("Read the exact description of a service (OpenAPI 3.1)"),
    "datasets": gettext_noop("List the datasets of a service, and what you may do with each"),
    "dataset": gettext_noop("Read what a dataset is: its fields, its states, your rights"),
    "records": gettext_noop("List the records that you may read, a page at a time"),
    "export": gettext_noop("Take away every record asked, in a format of your choice"),
    "record": gettext_noop("Read a record, by its uuid or its key"),
    "history": gettext_noop("Read the versions of a record, the latest first"),
    "files": gettext_noop("Read the files of a record, each with a link that opens it for a time"),
    "facets": gettext_noop("Count records by the values of fields"),
    "aggregates": gettext_noop("Count records by groups, even where you only read totals"),
    "create": gettext_noop("Create a record"),
    "update": gettext_noop("Change some fields of a record"),
    "delete": gettext_noop("Delete a record"),
    "move": gettext_noop("Take a record through a step of its workflow"),
}
PARAMETERS: dict[str, str] = {
    "slug": gettext_noop("Short name of the service."),
    "name": gettext_noop("Name of the dataset."),
    "record": gettext_noop("The uuid of the record, or its key."),
    "transition": gettext_noop("Name of the step."),
    "format": gettext_noop("Form of the file."),
    "q": gettext_noop("Words to be found, accents and endings left aside."),
    "near": gettext_noop("A position, latitude then longitude: 45.43,4.39."),
    "km": gettext_noop("How far from this position, in kilometres."),
    "within": gettext_noop("A territory, with all that it holds: departement:42."),
    "state": gettext_noop("A state of the workflow; may be repeated."),
    "sort": gettext_noop("A field to sort by; “-” before it turns the order round."),
    "size": gettext_noop("How many records on a page."),
    "cursor": gettext_noop("Where the page begins: take it from the address of the next page."),
    "field": gettext_noop("A field to count by; may be repeated."),
    "by": gettext_noop("A field to group by; may be repeated, three at most."),
    "If-Match": gettext_noop("The tag of the version that you have read, or *."),
    "If-None-Match": gettext_noop("The tag that you have: 304 when nothing has changed."),
    "Idempotency-Key": gettext_noop("A word of your own: sent again, it writes only once."),
}
FILTER = gettext_noop("Keep the records that have this value; may be repeated.")
PROBLEM = gettext_noop("What went wrong, said in a sentence")

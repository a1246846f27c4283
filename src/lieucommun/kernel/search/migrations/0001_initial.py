from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "heading, body, content='', contentless_delete=1, detail=column, tokenize='ascii')"
)
POSTGRESQL = (
    "CREATE TABLE search_document (record_id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX search_document_tokens ON search_document USING gin (tokens)",
)


def create(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
        return
    for statement in POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    name = "search_index" if schema_editor.connection.vendor == "sqlite" else "search_document"
    schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("datasets", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]

"""A question about a table, as an address tells it; the SQL that answers it; its answer."""

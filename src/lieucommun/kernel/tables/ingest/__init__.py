"""Run apart: read a published file, give it the types of a table, write what is stored of it."""

"""Records in and out: CSV, XLSX, ODS, GeoJSON and JSON, read and written."""

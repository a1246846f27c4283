"""Records in and out: CSV and JSON read, CSV, XLSX, ODS, GeoJSON and JSON written."""

"""Tables: bulk figures without any person, loaded from published files, kept as Parquet."""

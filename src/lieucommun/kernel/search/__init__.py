"""Full-text search, accents folded and French stemmed."""

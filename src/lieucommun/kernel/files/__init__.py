"""Files that people send and that the place makes: judged, cleaned, kept once by their content."""

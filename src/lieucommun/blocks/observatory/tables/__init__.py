"""Tables as anyone reads them: a catalogue, a table to sort, filter and group, and its files."""

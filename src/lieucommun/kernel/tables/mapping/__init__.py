"""Sources as authors describe them: `sources/<name>.yaml`, read, checked and made ready to load."""

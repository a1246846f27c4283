"""Run apart, by `tables`: parse a file that someone sends. Imports nothing that is not at hand."""

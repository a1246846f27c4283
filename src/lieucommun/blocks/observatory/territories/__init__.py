"""Figures of territories: ranked, drawn, compared, and told in portraits."""

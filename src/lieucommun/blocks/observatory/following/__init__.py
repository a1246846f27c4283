"""Indicators whose values people enter, period after period: where they stand, who enters what."""

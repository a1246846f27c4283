"""Indicators: what manifests declare, computed from tables for every territory and period."""

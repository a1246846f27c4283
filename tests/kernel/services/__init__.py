"""Tests of the service language."""

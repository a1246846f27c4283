"""Workbooks of our own that meet every row of the XLSForm reference table."""

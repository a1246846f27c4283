"""The sums of indicators computed by another engine than this process: PostgreSQL, or Spark.

The same declaration becomes one portable expression (Ibis). Only exact sums are asked of an engine;
quotients, roundings and ranks are made here from them, so that figures are the same everywhere.
"""

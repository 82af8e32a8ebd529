"""The only package that speaks to DuckDB: append-only rows, current views, queries."""

from runlift.store.connect import Store

__all__ = ["Store"]

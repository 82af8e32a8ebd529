"""Frames in, Plotly figures out: one chart a module, found by name.

A module with a `figure` is a chart; the others (`theme`, `sheet`, ...) are tools for
them. Nothing here knows Streamlit, the store or today. A chart offers

- `NEEDS`: the frames it takes, each with its columns,
- `figure(look, *, <frames>)`: the picture; an empty sheet where there are no rows,
- `describe(look, *, <frames>)`: what the picture shows, in plain text,
- `example()`: the smallest frames that show the point.
"""

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType


@functools.cache
def charts() -> Mapping[str, ModuleType]:
    """Every chart by the name of its module."""
    modules = {
        info.name: importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
    }
    return MappingProxyType(
        {name: module for name, module in modules.items() if hasattr(module, "figure")}
    )

"""A package -> its modules, so that a new plug-in is found without a list that has to be edited."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType


def import_modules(package: str) -> Mapping[str, ModuleType]:
    """Import every module of a package, but not of its sub-packages; keys are short names, in order."""
    path = importlib.import_module(package).__path__
    names = sorted(info.name for info in pkgutil.iter_modules(path) if not info.ispkg)
    return {name: importlib.import_module(f"{package}.{name}") for name in names}

"""The folder of this package: its data lie beside its modules, also where an archive was unpacked."""

from pathlib import Path

PACKAGE_FOLDER = Path(__file__).parent
"""`importlib.resources` finds the same folder, and imports a dozen modules for archives that are not unpacked."""

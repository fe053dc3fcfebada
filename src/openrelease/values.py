"""`dataclass`, `field` and `replace` as the standard library has them, without the code that it compiles per class.

Type checkers see the standard library. At run time `value_class.py` makes the same classes out of closures.
"""

from typing import TYPE_CHECKING

from openrelease.value_class import field_names, is_dataclass, required_names

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    from openrelease.value_class import dataclass, field, replace

__all__ = ["dataclass", "field", "field_names", "is_dataclass", "replace", "required_names"]

"""A class with annotations -> a class of values, like `dataclasses.dataclass`, at a tenth of its cost.

The standard library writes the source of six functions for each class and compiles it: 0.3 ms a class, which is more
than most repositories take to be checked. Closures need no compiler. `dataclasses.fields` and what builds on it see
the fields of the standard library, made at the first look.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

_Names = Mapping[str, Any]  # annotations by field
_Specs = Mapping[str, Mapping[str, Any]]  # the arguments of field() by field; a plain default is one of them


class _Spec:
    """The arguments of a `field()`."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given


def field(**given: Any) -> Any:
    """Describe a field: its default, and whether it is shown and compared."""
    return _Spec(given)


def dataclass(
    cls: Any = None, /, *, frozen: bool = False, kw_only: bool = False, eq: bool = True, slots: bool = False
) -> Any:
    """Make a class of values, with the arguments of `dataclasses.dataclass` that are used here."""
    if cls is None:
        return lambda made: dataclass(made, frozen=frozen, kw_only=kw_only, eq=eq, slots=slots)
    if slots or hasattr(cls, "__post_init__") or _has_foreign_base(cls):
        return _make_standard(cls, frozen=frozen, kw_only=kw_only, eq=eq, slots=slots)
    names, specs = _collect_fields(cls)
    cls.__values__ = names, specs
    cls.__init__ = _make_init(cls, names, specs, places=0 if kw_only else len(names))
    cls.__dataclass_fields__ = _StandardFields()
    cls.__dataclass_params__ = _Params(frozen)
    cls.__match_args__ = () if kw_only else tuple(names)  # type: ignore[misc]
    _add_methods(cls, frozen=frozen, eq=eq)
    return cls


def replace(value: Any, /, **changes: Any) -> Any:
    """Return a copy of a value with some fields changed."""
    cls = value.__class__
    if "__values__" not in cls.__dict__:
        import dataclasses  # noqa: PLC0415 - needed for few classes

        return dataclasses.replace(value, **changes)
    values = value.__dict__
    return cls(**{name: values[name] for name in cls.__values__[0]} | changes)


def is_dataclass(value: object) -> bool:
    """Return whether a value or a class is one of either sort."""
    cls = value if isinstance(value, type) else value.__class__
    return any("__dataclass_fields__" in base.__dict__ for base in cls.__mro__)


def field_names(value: object) -> tuple[str, ...]:
    """Return the names of the fields of a value or a class, in order."""
    return tuple(_read_fields(value)[0])


def required_names(value: object) -> tuple[str, ...]:
    """Return the names of the fields without a default."""
    names, specs = _read_fields(value)
    return tuple(name for name in names if not specs.get(name, {}).keys() & {"default", "default_factory"})


def _read_fields(value: Any) -> tuple[_Names, _Specs]:
    cls: Any = value if isinstance(value, type) else value.__class__
    if "__values__" in cls.__dict__:
        found: tuple[_Names, _Specs] = cls.__values__
        return found
    import dataclasses  # noqa: PLC0415 - needed for few classes

    listed = dataclasses.fields(cls)
    keys = ("default", "default_factory")
    specs = {
        each.name: {key: getattr(each, key) for key in keys if getattr(each, key) is not dataclasses.MISSING}
        for each in listed
    }
    return {each.name: each.type for each in listed}, specs


def _has_foreign_base(cls: type) -> bool:
    bases = (base.__dict__ for base in cls.__mro__[1:])
    return any("__dataclass_fields__" in base and "__values__" not in base for base in bases)


def _make_standard(cls: type, **options: bool) -> type:
    """Let the standard library make a class of a sort that is rare."""
    import dataclasses  # noqa: PLC0415 - 5 ms with `inspect`, which it imports

    made: type = dataclasses.dataclass(**options)(_give_standard_fields(cls))
    return made


def _give_standard_fields(cls: type) -> type:
    import dataclasses  # noqa: PLC0415 - same

    for name, value in list(vars(cls).items()):
        if type(value) is _Spec:
            setattr(cls, name, dataclasses.field(**value.given))
    return cls


def _collect_fields(cls: type) -> tuple[_Names, _Specs]:
    """Return the fields of the bases and of the class, in order; defaults stay attributes of the class."""
    names: dict[str, Any] = {}
    specs: dict[str, Mapping[str, Any]] = {}
    for base in cls.__mro__[-2:0:-1]:
        if "__values__" in base.__dict__:
            inherited: tuple[_Names, _Specs] = base.__dict__["__values__"]
            names |= inherited[0]
            specs |= inherited[1]
    for name, kind in _read_annotations(cls).items():
        names[name] = kind
        if name in cls.__dict__:
            specs[name] = _take_spec(cls, name)
    return names, specs


def _read_annotations(cls: type) -> _Names:
    """Return the annotations of the class itself; those of Python 3.14 may name what is not defined yet."""
    try:
        return cls.__annotations__
    except NameError:
        from annotationlib import Format, get_annotations  # type: ignore[import-not-found] # noqa: PLC0415

        found: _Names = get_annotations(cls, format=Format.FORWARDREF)
        return found


def _take_spec(cls: type, name: str) -> Mapping[str, Any]:
    value = cls.__dict__[name]
    if type(value) is not _Spec:
        return {"default": value}
    if "default" in value.given:
        setattr(cls, name, value.given["default"])
    else:
        delattr(cls, name)
    return value.given


def _make_init(cls: type, names: _Names, specs: _Specs, places: int) -> Callable[..., None]:
    """Return `__init__`; `places` is how many values may be given by their order."""
    defaults = {name: specs.get(name, {}).get("default") for name in names}  # all of them: vars() keeps their order
    makers = {name: spec["default_factory"] for name, spec in specs.items() if "default_factory" in spec}
    required = frozenset(name for name in names if "default" not in specs.get(name, {}) and name not in makers)
    count, order = len(names), tuple(names)

    def fill(self: Any, /, **given: Any) -> None:
        values = self.__dict__
        values.update(defaults)
        values.update(given)
        for name, make in makers.items():
            if name not in given:
                values[name] = make()
        if len(values) != count or not required <= given.keys():
            _refuse_arguments(cls, names, given, required)

    def fill_in_order(self: Any, /, *listed: Any, **given: Any) -> None:
        if len(listed) > places:
            raise TypeError(f"{cls.__qualname__}() takes {places} values but {len(listed)} were given")
        in_order = dict(zip(order, listed, strict=False))
        if repeated := in_order.keys() & given.keys():
            raise TypeError(f"{cls.__qualname__}.__init__() got multiple values for {', '.join(sorted(repeated))}")
        fill(self, **in_order, **given)

    return fill_in_order if places else fill


def _refuse_arguments(cls: type, names: _Names, given: _Names, required: frozenset[str]) -> None:
    for name in given:
        if name not in names:
            raise TypeError(f"{cls.__qualname__}.__init__() got an unexpected keyword argument {name!r}")
    missing = ", ".join(repr(name) for name in names if name in required - given.keys())
    raise TypeError(f"{cls.__qualname__}.__init__() is missing {missing}")


def _add_methods(cls: Any, *, frozen: bool, eq: bool) -> None:
    """Add the methods that the class does not define itself, with the rules of `dataclasses` for `__hash__`."""
    own = cls.__dict__
    if "__repr__" not in own:
        cls.__repr__ = _show
    if eq:
        compared = [name for name in cls.__values__[0] if cls.__values__[1].get(name, {}).get("compare", True)]
        key = attrgetter(*compared) if compared else _compare_nothing
        if "__eq__" not in own:
            cls.__eq__ = _make_eq(key)
        if own.get("__hash__") is None:
            cls.__hash__ = (lambda self: hash(key(self))) if frozen else None
    if frozen:
        cls.__setattr__, cls.__delattr__ = _refuse_setting, _refuse_deleting


def _compare_nothing(_: object) -> None:
    return None


def _make_eq(key: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    return compare


def _show(self: Any) -> str:
    names, specs = self.__class__.__values__
    shown = (name for name in names if specs.get(name, {}).get("repr", True))
    return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


def _refuse_setting(_: object, name: str, __: object) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - an error of the program

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: object, name: str) -> None:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - same

    raise FrozenInstanceError(f"cannot delete field {name!r}")


class _Params:
    """What the standard library asks a base class: whether it is frozen."""

    def __init__(self, frozen: bool) -> None:  # noqa: FBT001 - the one thing that it holds
        self.frozen = frozen


class _StandardFields:
    """`__dataclass_fields__`, made by the standard library at the first look."""

    def __get__(self, _: object, cls: Any) -> Any:
        import dataclasses  # noqa: PLC0415 - paid by who looks at fields

        owner = next(each for each in cls.__mro__ if each.__dict__.get("__dataclass_fields__") is self)
        names, specs = owner.__values__
        body = {name: dataclasses.field(**spec) for name, spec in specs.items()}
        twin = type(owner.__name__, (), {"__annotations__": names, "__module__": owner.__module__, **body})
        made: Any = dataclasses.dataclass(kw_only=True, eq=False, repr=False, init=False)(twin)
        owner.__dataclass_fields__ = made.__dataclass_fields__
        return made.__dataclass_fields__

"""Wishes and roadmaps as plain data (what JSON holds) and back; one rule for all dataclasses of `roadmap_types`.

Defaults are left out of nothing: a file can be read without knowing this version. Reading is strict, so that a mistyped
field is told and not lost.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from library.errors import UsageError

__all__ = ["from_dict", "to_dict"]

T = TypeVar("T")


def to_dict(value: Any) -> Any:
    """Return a dataclass as dicts, lists and plain values; sets are sorted.

    Examples
    --------
    >>> from recommend.roadmap_types import CutEdge
    >>> to_dict(CutEdge("a", "b", 0.5))
    {'node': 'a', 'need': 'b', 'confidence': 0.5}
    """
    if is_dataclass(value):
        return {one.name: to_dict(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_dict(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [to_dict(one) for one in value]
    return value


def from_dict(cls: type[T], data: Any) -> T:
    """Return the dataclass that `to_dict` gave as `data`; fields that are missing have their defaults.

    Parameters
    ----------
    cls : type
        A dataclass, for example `Wishes` or `Roadmap`.
    data : anything
        Never trusted: every value is checked.

    Raises
    ------
    UsageError
        Naming the field that is unknown, missing or of another type.

    Examples
    --------
    >>> from recommend.roadmap_types import Wishes
    >>> from_dict(Wishes, {"minutes": 60, "kinds": ["video"]}).kinds
    ('video',)
    >>> from_dict(Wishes, {"minutes": "soon"})
    Traceback (most recent call last):
    library.errors.UsageError: Wishes.minutes cannot be 'soon'
    """
    made: T = _dataclass(cls, data, cls.__name__)
    return made


def _dataclass(cls: Any, data: Any, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise _wrong(place, data)
    hints = get_type_hints(cls)
    unknown = [key for key in data if key not in hints]
    if unknown:
        raise UsageError(f"{place} has no field {unknown[0]!r}", hint=f"it has {', '.join(hints)}")
    values = {key: _value(hints[key], one, f"{place}.{key}") for key, one in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise UsageError(f"{place} is not complete: {error}") from error


def _value(hint: Any, data: Any, place: str) -> Any:
    """Return `data` as the type `hint` says, or refuse it."""
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _dataclass(hint, data, place)
    if origin in {Union, types.UnionType}:
        return None if data is None else _value(inner[0], data, place)
    if origin in {tuple, frozenset} and isinstance(data, list | tuple):
        return origin(_value(inner[0], one, f"{place}[{at}]") for at, one in enumerate(data))
    if origin is Mapping and isinstance(data, Mapping):
        key, value = inner
        return {_value(key, one, place): _value(value, data[one], f"{place}.{one}") for one in data}
    return _plain(hint, data, place)


def _plain(hint: Any, data: Any, place: str) -> Any:
    if hint is float and type(data) is int:
        return float(data)
    if type(data) is hint or (get_origin(hint) is Literal and isinstance(data, str) and data in get_args(hint)):
        return data
    raise _wrong(place, data)


def _wrong(place: str, data: Any) -> UsageError:
    return UsageError(f"{place} cannot be {str(data)[:60]!r}")

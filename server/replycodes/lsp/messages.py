"""From decoded JSON to typed parameters: strict where a wrong value would be misread, forgiving where a client's
odd value is none of our business.

Mends for pygls 2.1, which turns ``null`` into the text "None", and never answers a message whose parameters do
not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from cattrs import BaseValidationError, Converter
from lsprotocol import types
from pygls.protocol import default_converter

_LARGEST = 2**31 - 1
_PARAMS = 2  # types.METHOD_TO_TYPES: method -> (request, response, parameters, registration options)


class InvalidParamsError(ValueError):
    """Parameters that do not fit their method; the message says where."""


class JsonText(str):
    """An answer that is written already."""


def converter() -> Converter:
    """pygls' converter, which refuses a number where a text is due instead of converting it."""
    result: Converter = default_converter()  # type: ignore[no-untyped-call]
    for primitive in (str, int, bool):
        result.register_structure_hook(primitive, _exactly)
    return result


def _exactly(value: Any, expected: type) -> Any:
    if type(value) is expected:
        return value
    if expected is int and type(value) is float and value.is_integer():
        return int(value)  # JSON has one kind of number, and some clients write 1.0
    if issubclass(expected, Enum):  # cattrs asks here for int and str enumerations too
        return expected(value)
    raise TypeError(f"expected {expected.__name__}, found {type(value).__name__}")


def structure(converter: Converter, method: str, params: Any) -> Any:
    """The typed parameters of a method; raises :class:`InvalidParamsError`."""
    expected: Any = types.METHOD_TO_TYPES.get(method, (None, None, None, None))[_PARAMS]
    if expected is None:
        return params
    if params is None:
        params = {}  # a small client's way to say that there are none
    if not isinstance(params, dict):
        raise InvalidParamsError(f"{method} needs an object as its params")
    _forgive(method, params)
    try:
        return converter.structure(params, expected)
    except Exception as error:
        if method == types.INITIALIZE and _drop_unreadable(params, error):
            return structure(converter, method, params)
        raise InvalidParamsError(f"the params of {method} do not fit: {_first(error)}") from None


def _forgive(method: str, params: dict[str, Any]) -> None:
    """Old and small clients leave out a language id (Neovim 0.7) or a version, which nothing here needs; others count
    versions beyond the protocol's numbers."""
    document = params.get("textDocument")
    if not isinstance(document, dict) or not method.startswith("textDocument/did"):
        return
    if not _is_version(document.get("version")):
        document["version"] = 0
    if method == types.TEXT_DOCUMENT_DID_CHANGE:
        _clean(params.get("contentChanges"))
        _clamp(params.get("contentChanges"))
    if method == types.TEXT_DOCUMENT_DID_OPEN and document.get("languageId") is None:
        document["languageId"] = ""


def _is_version(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) <= _LARGEST and value == int(value)


def _clean(changes: Any) -> None:
    """Drop what nothing needs: the deprecated length of a range, and ranges that say that there is none."""
    for change in changes if isinstance(changes, list) else ():
        if isinstance(change, dict):
            change.pop("rangeLength", None)
            if change.get("range", ...) is None:
                del change["range"]


def _clamp(value: Any) -> None:
    """Places beyond the protocol's largest number mean the end: an edit that is lost spoils all that follow."""
    if isinstance(value, list):
        for item in value:
            _clamp(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("line", "character") and type(item) in (int, float):
                value[key] = min(item, _LARGEST)
            elif key in ("range", "start", "end"):
                _clamp(item)


def _drop_unreadable(params: dict[str, Any], error: Exception) -> bool:
    """Remove what could not be read: a client may know values that are newer than this server."""
    # Each place once, though it may lack several things, and later items first, so that the indices of earlier ones hold.
    places = dict.fromkeys(_existing(params, path) for path, _ in _faults(error))
    kept = [place for place in places if place and not any(place[:n] in places for n in range(1, len(place)))]
    for *outer, last in reversed(kept):
        holder: Any = params
        for step in outer:
            holder = holder[step]
        del holder[last]
    return bool(kept)


def _existing(data: Any, path: tuple[str | int, ...]) -> tuple[Any, ...]:
    """As much of a path as the data have: where something is missing, the place that lacks it."""
    found: list[Any] = []
    for step in path:
        inner: Any = step if isinstance(data, list) else _json_name(step)
        if not (isinstance(data, list) or (isinstance(data, dict) and inner in data)):
            break
        found.append(inner)
        data = data[inner]
    return tuple(found)


def _json_name(name: Any) -> Any:
    first, *others = str(name).split("_")
    return first + "".join(map(str.capitalize, others))


def _faults(
    error: BaseException, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], BaseException]]:
    """The places and causes that cattrs found."""
    if not isinstance(error, BaseValidationError):
        yield path, error
        return
    for inner in error.exceptions:
        notes = getattr(inner, "__notes__", [])
        steps = [getattr(note, "name", getattr(note, "index", None)) for note in notes]
        yield from _faults(inner, (*path, *[step for step in steps if step is not None]))


def _first(error: Exception) -> str:
    path, cause = next(_faults(error), ((), error))
    place = ".".join(str(_json_name(step)) if isinstance(step, str) else str(step) for step in path)
    return f"{place or 'params'} ({type(cause).__name__})"

"""Whether bytes are text, and in which encoding."""

from __future__ import annotations

_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_BINARY_SHARE = 0.05  # a stray NUL does not make a bounce binary; machine code is a tenth control characters
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def is_binary(sample: bytes) -> bool:
    """Whether the first bytes of a file look like anything but text."""
    if not sample or sample[:3] in _BOMS or sample[:2] in _BOMS:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > len(sample) * _BINARY_SHARE


def encoding_of(sample: bytes) -> str:
    """The encoding that a byte order mark announces, else UTF-8."""
    return _BOMS.get(sample[:3]) or _BOMS.get(sample[:2]) or "utf-8"

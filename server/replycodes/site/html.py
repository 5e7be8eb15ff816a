"""HTML by construction: text is escaped because it is text, and only elements are not."""

from __future__ import annotations

from html import escape

_VOID = frozenset({"meta", "link", "input", "br", "hr"})


class Html(str):
    """A piece of finished HTML. Everything else is text and gets escaped."""

    __slots__ = ()


Child = str | None


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """``<name attributes>children</name>``; ``class_`` and ``aria_label`` spell class and aria-label."""
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{join(*children)}</{name}>")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def join(*children: Child) -> Html:
    """Children in a row, texts escaped, absent ones left out."""
    return Html("".join(c if isinstance(c, Html) else escape(c) for c in children if c))


def sequence(parts: list[Html], separator: str = ", ") -> Html:
    """Elements with a text between them."""
    return Html(escape(separator).join(parts))

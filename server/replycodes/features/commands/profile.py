"""``replycodes.profile``: what a document was taken for, in words for a status line."""

from __future__ import annotations

from replycodes.explain.wording import protocol_name
from replycodes.features.analysis import Analysis
from replycodes.features.commands import Answer, Argument, Desk, text_of
from replycodes.features.settings import PROTOCOLS

_MEDIA = {
    "log": "log",
    "transcript": "session",
    "message": "mail message",
    "config": "configuration",
    "source": "source code",
    "prose": "text",
}


def profile(desk: Desk, argument: Argument) -> Answer:
    """Medium, protocol and format of an open document. Setting the protocol is the server's part."""
    analysis = desk.analysis_of(text_of(argument, "uri"))
    if analysis is None:
        return None
    protocol = next(iter(analysis.protocols), None)
    return {
        "medium": analysis.medium,
        "protocol": protocol,
        "format": analysis.profile.format or None,
        "label": _label(analysis, protocol),
        "chosen": bool(analysis.profile.forced),
        "protocols": [known for known in PROTOCOLS if known != "auto"],
    }


def _label(analysis: Analysis, protocol: str | None) -> str:
    medium = _MEDIA[analysis.medium]
    if protocol is None:
        return medium.capitalize()
    return f"{protocol_name(protocol)} {medium}"

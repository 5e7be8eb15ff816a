"""Which protocol a code belongs to: the line first, then its stream, its neighbours, the file."""

from __future__ import annotations

from replycodes.detect.codes import Codes
from replycodes.detect.site import Site

SMTP, FTP = ("smtp",), ("ftp",)


def local_protocols(site: Site, codes: Codes) -> tuple[str, ...]:
    """What the window decides by itself: an enhanced code beside it, or a code of one protocol only."""
    if site.kind == "enhanced" or site.enhanced_right:
        return SMTP
    if site.left.word in ("smtp", "lmtp") and site.left.base == "semicolon":
        return SMTP
    return ()


def both(code: str, codes: Codes) -> tuple[str, ...]:
    """Nothing decides: the protocols that define the code, SMTP first because its logs are the common ones."""
    if code in codes.smtp and code in codes.ftp:
        return ("smtp", "ftp")
    return FTP if code in codes.ftp or code[0] == "1" else SMTP

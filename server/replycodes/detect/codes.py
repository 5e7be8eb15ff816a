"""The code sets that detection asks for: those of the catalog, and what HTTP, mail and FTP have in common."""

from __future__ import annotations

from replycodes.catalog.codes import Codes

__all__ = [
    "HTTP_ONLY",
    "HTTP_TOO",
    "MAIL_OR_FTP_ONLY",
    "ROUND",
    "TYPICAL_FTP",
    "TYPICAL_SMTP",
    "Codes",
    "tells",
]

_HTTP = (
    "201 203 204 206 301 302 303 304 307 308 400 401 402 403 404 405 406 407 408 409 410 411 412 413 414 415 416 417 418 422 423 "
    "424 428 429 505 506 507 508 511"
)
HTTP_ONLY = frozenset(_HTTP.split())
"""What HTTP uses and mail or FTP hardly does: three of them in a source file speak for a web program."""
HTTP_TOO = HTTP_ONLY | frozenset(
    [
        "200",
        "202",
        "205",
        "226",
        "300",
        "305",
        "421",
        "425",
        "426",
        "431",
        "451",
        "500",
        "501",
        "502",
        "503",
        "504",
    ]
)
"""Codes that HTTP uses as well, so that a window alone does not decide."""
_MAIL_OR_FTP = (
    "220 221 225 227 229 230 234 235 250 251 252 257 331 332 334 350 354 450 452 454 455 521 530 532 534 535 538 550 551 552 553 "
    "554 555 556"
)
MAIL_OR_FTP_ONLY = frozenset(_MAIL_OR_FTP.split())
"""The other way round."""
ROUND = frozenset(["110", "120", "150", "200", "250", "350", "450", "500", "512"])
"""Codes that are as often a plain round number."""


TYPICAL_SMTP = frozenset(["235", "251", "252", "334", "354", "454", "455", "535", "554", "555", "556"])
"""Codes of RFC 5321 and RFC 4954 that FTP hardly uses, although RFC 959 and its extensions name some."""
_FTP = "110 120 125 150 200 202 212 213 215 225 226 227 228 229 230 257 331 332 350 425 426 532"
TYPICAL_FTP = frozenset(_FTP.split())
"""Codes of RFC 959 that SMTP does not use, or in one case only."""


def tells(code: str, codes: Codes) -> bool:
    """A code whose number neither HTTP has nor a measure."""
    return code in codes.standard and code not in HTTP_TOO and code not in ROUND

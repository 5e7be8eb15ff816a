"""A small catalog, so that tests of detection do not depend on the database's state."""

from __future__ import annotations

from replycodes.catalog.model import Catalog, EnhancedDetail, Reply, ResponseCode, StatusResponse
from replycodes.detect.detector import Detector

SMTP = "211 214 220 221 235 250 251 252 334 354 421 432 450 451 452 454 455 500 501 502 503 504 521 530 534 535 538 550 551 552 553 554 555 556"
FTP = (
    "110 120 125 150 200 202 211 212 213 214 215 220 221 225 226 227 228 229 230 232 234 235 250 257 331 332 334 335 336 350 "
    "421 425 426 431 450 451 452 500 501 502 503 504 522 530 532 533 534 535 536 537 550 551 552 553 554 555"
)
DETAILS = "0.0 1.0 1.1 1.2 1.6 1.8 2.0 2.1 2.2 3.0 3.4 4.1 4.4 5.0 5.1 5.2 6.0 7.0 7.1 7.8 7.25 7.26"
RESPONSE_CODES = "ALERT AUTHENTICATIONFAILED CAPABILITY NOPERM OVERQUOTA PERMANENTFLAGS READ-WRITE TRYCREATE UIDNEXT UIDVALIDITY"


def _entry(code: str) -> dict[str, object]:
    return {
        "code": code,
        "text": "text",
        "summary": "summary",
        "status": "standard",
        "sources": ("RFC 5321",),
    }


def tiny_catalog() -> Catalog:
    """The codes that tests of detection use, without texts."""
    return Catalog(
        replies={
            "smtp": {c: Reply(protocol="smtp", **_entry(c)) for c in SMTP.split()},  # type: ignore[arg-type]
            "ftp": {c: Reply(protocol="ftp", **_entry(c)) for c in FTP.split()},  # type: ignore[arg-type]
        },
        enhanced_classes={},
        enhanced_subjects={},
        enhanced_details={c: EnhancedDetail(**_entry(c)) for c in DETAILS.split()},  # type: ignore[arg-type]
        statuses={
            "imap": {
                c: StatusResponse(protocol="imap", **_entry(c)) for c in ("OK", "NO", "BAD", "BYE", "PREAUTH")
            }  # type: ignore[arg-type]
        },
        response_codes={
            "imap": {c: ResponseCode(protocol="imap", **_entry(c)) for c in RESPONSE_CODES.split()}
        },  # type: ignore[arg-type]
        vendors={},
        theory=(),
        sources={},
    )


def tiny_detector() -> Detector:
    return Detector(tiny_catalog())

"""Where each page lies. These addresses are public: links from elsewhere point here, so they do not change.

``smtp/550.html``, ``enhanced/5.1.1.html``, ``imap/no.html``, ``imap/authenticationfailed.html``,
``pop3/sys-temp.html``, ``vendors/google.html``; each folder has an ``index.html``.
"""

from __future__ import annotations

import re

INDEX = "index.html"
THEORY = "theory.html"
SOURCES = "sources.html"
VENDORS = "vendors/index.html"
ENHANCED = "enhanced/index.html"

_OTHER = re.compile(r"[^a-z0-9.]+")


def slug(code: str) -> str:
    """A code as a file name: lower case, ``+OK`` is ``ok``, ``SYS/TEMP`` is ``sys-temp``."""
    return _OTHER.sub("-", code.lower()).strip("-.") or "code"


def protocol(name: str) -> str:
    """The page that lists a protocol's codes."""
    return f"{slug(name)}/index.html"


def code(protocol_name: str, code_text: str) -> str:
    """The page of a reply code, status word or response code."""
    return f"{slug(protocol_name)}/{slug(code_text)}.html"


def enhanced(code_text: str) -> str:
    """The page of an enhanced status code in its class: ``5.1.1``."""
    return f"enhanced/{slug(code_text)}.html"


def vendor(vendor_id: str) -> str:
    """The page of a vendor's meanings."""
    return f"vendors/{slug(vendor_id)}.html"


def between(here: str, there: str) -> str:
    """The relative link from page ``here`` to page ``there``."""
    path, hash_, anchor = there.partition("#")
    up = "../" * here.count("/")
    if not up:
        return path + hash_ + anchor
    folder = here.rsplit("/", 1)[0]
    if path.rpartition("/")[0] == folder and here.count("/") == 1:
        return path.rsplit("/", 1)[1] + hash_ + anchor
    return up + path + hash_ + anchor

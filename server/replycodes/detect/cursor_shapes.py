"""What stands left and right of a cursor where a code is being typed, as shapes, and the codes to try there."""

from __future__ import annotations

import re

from replycodes.detect.words import LIMIT_WORDS, STATEMENT_NUMBERS


class Ending:
    """An expression for the end of a text. Only the last characters are tried, so that the length of a line costs nothing;
    what stands before them is seen all the same."""

    def __init__(self, pattern: str, reach: int) -> None:
        self._search = re.compile(pattern).search
        self._reach = reach

    def search(self, text: str) -> re.Match[str] | None:
        """Like :meth:`re.Pattern.search`."""
        return self._search(text, max(0, len(text) - self._reach))


TYPED = Ending(r"(?:(?<![\w.])|(?<=\\[nrt]))(?:\d{1,3}|[245](?:\.\d{0,3}){1,2})?$", 9)
WORDS = Ending(r"(?<![\w.$-])[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,5} ?$", 128)
ATOM = Ending(r"\b(OK|NO|BAD|BYE|PREAUTH) \[([A-Za-z-]*)$", 64)
STATUS_IN_STRING = re.compile(r"[\"'`](?:[^\"'` ]{1,12} )?$|: ?$")
REPLY = Ending(
    r"(?<![\w.])([1-6][0-9]{2})(?:[ \t]|-|#|[\"'], ?[\"'])$|[(\[{,] ?([1-6][0-9]{2}), ?[\"'`]$",
    8,
)
# access(5); $#error
ENHANCED_ONLY = Ending(r"(?:^|[\s/\"'])(?:REJECT|DEFER(?:_IF_(?:PERMIT|REJECT))?)[ \t]+$|\$@[ \t]?$", 64)
ENHANCED_FIRST = Ending(
    r"\b(?:error|retry|ERROR):[\"']?$|(?i:(?<![a-z])status)(?:: |[\"']?\s*[:=]\s*[\"'])$",
    64,
)
MARK = 10  # characters of a mark that says who speaks: "S:", "Response:"
REFUSING = frozenset({"reject", "ereject", "disconnect", "error"})  # statements whose string is the reply
TEXT = " Requested action"  # how a reply's text begins, where the bare code would not be enough to tell
REST_OF_CODE = re.compile(r"[\d.]*")
REST_OF_ATOM = re.compile(r"[A-Za-z-]*")
# Ports: behind a colon, a host's name, its name in a string; a bound of versions; or a term.
_NO_CODE = Ending(r"\d ?: ?$|[\"'][<>=~^]{1,2} ?$|[/*%+] ?(?:100 ?[=!<>]{1,3} ?)?$", 10)
_PORT = Ending(r"[\]\w][.\]][\w\]]*:$", 128)
_PORT_OF_STRING = Ending(r"[\"'][\w-]+(?:\.[\w-]+)+[\"'], ?[\"']?$", 128)
AFTER_ENHANCED = re.compile(r"[:\"' \t][245](?:\.\d{1,3}){2}:\d*$")  # Sendmail's ERROR:5.7.1:550
NO_TERM = Ending(r"(?:[&^]|[\])]\{)\s?$", 3)  # a mask; how often something is repeated
INDEX = Ending(r"[\w\])]\[$", 2)
OTHERWISE = re.compile(r"\?.*\d : $")  # the other branch of a condition
BEHIND_STRING = re.compile(r"[\"'`]\s?,\s?[\"'`]?$")  # what stands there is no name
NUMBERS = STATEMENT_NUMBERS | LIMIT_WORDS | {"copyright"}  # near them a number is another number
ENDS = "\"'`,)]}; <\\"  # what may follow a reply that is yet to be written; nothing may, too
LISTS = ("replies", "codes", "responses")  # keys behind which something is nested
GLUE = tuple("_$@%")  # behind the cursor these make a name or a measure of what is typed

# Codes to try, for every first digit those that mail or FTP use most and HTTP does not.
SAMPLES = {
    "smtp": ("550", "421", "250", "354", "452", "220", "235", "252", "334", "454", "530", "535", "552", "451"),
    "ftp": ("550", "421", "226", "331", "450", "150", "230", "250", "350", "530", "125", "220", "425", "500"),
}  # fmt: skip
ENHANCED_SAMPLES = {"2": "2.1.5", "4": "4.2.1", "5": "5.1.1"}


def is_no_code(before: str) -> bool:
    """Whether what stands left of a number says that it is a port, a bound or part of a term."""
    if before.endswith(":") and _PORT.search(before):
        return True
    if "," in before[-3:] and _PORT_OF_STRING.search(before):
        return True
    return _NO_CODE.search(before) is not None

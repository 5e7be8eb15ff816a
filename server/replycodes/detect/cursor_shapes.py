"""What stands left and right of a cursor where a code is being typed, as shapes, and the codes to try there."""

from __future__ import annotations

import re

from replycodes.detect.words import LIMIT_WORDS, STATEMENT_NUMBERS

TYPED = re.compile(r"(?:(?<![\w.])|(?<=\\[nrt]))(?:\d{1,3}|[245](?:\.\d{0,3}){1,2})?$")
WORDS = re.compile(r"(?<![\w.$-])[A-Za-z][A-Za-z'-]*(?: [A-Za-z'-]+){0,5} ?$")
ATOM = re.compile(r"\b(OK|NO|BAD|BYE|PREAUTH) \[([A-Za-z-]*)$")
STATUS_IN_STRING = re.compile(r"[\"'`](?:[^\"'` ]{1,12} )?$|: ?$")
REPLY = re.compile(
    r"(?<![\w.])([1-6][0-9]{2})(?:[ \t]|-|#|[\"'], ?[\"'])$|[(\[{,] ?([1-6][0-9]{2}), ?[\"'`]$"
)
# access(5); $#error
ENHANCED_ONLY = re.compile(r"(?:^|[\s/\"'])(?:REJECT|DEFER(?:_IF_(?:PERMIT|REJECT))?)[ \t]+$|\$@[ \t]?$")
ENHANCED_FIRST = re.compile(
    r"\b(?:error|retry|ERROR):[\"']?$|(?i:(?<![a-z])status)(?:: |[\"']?\s*[:=]\s*[\"'])$"
)
MARK = 10  # characters of a mark that says who speaks: "S:", "Response:"
REFUSING = frozenset({"reject", "ereject", "disconnect", "error"})  # statements whose string is the reply
TEXT = " Requested action"  # how a reply's text begins, where the bare code would not be enough to tell
REST_OF_CODE = re.compile(r"[\d.]*")
REST_OF_ATOM = re.compile(r"[A-Za-z-]*")
# Ports: behind a colon, a host's name, its name in a string; a bound of versions; or a term.
NO_CODE = re.compile(
    r"\d ?: ?$|[\]\w][.\]][\w\]]*:$|[\"'][\w-]+(?:\.[\w-]+)+[\"'], ?[\"']?$|[\"'][<>=~^]{1,2} ?$|[/*%+] ?(?:100 ?[=!<>]{1,3} ?)?$"
)
AFTER_ENHANCED = re.compile(r"[:\"' \t][245](?:\.\d{1,3}){2}:\d*$")  # Sendmail's ERROR:5.7.1:550
NO_TERM = re.compile(r"(?:[&^]|[\])]\{)\s?$")  # a mask; how often something is repeated
INDEX = re.compile(r"[\w\])]\[$")
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

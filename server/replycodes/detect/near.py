"""What near windows decide: each different one once, because the few characters around the codes of a log repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable

from replycodes.detect.alike import Look, Looks, counted_apart
from replycodes.detect.codes import HTTP_TOO, Codes
from replycodes.detect.evidence.follows import closes
from replycodes.detect.evidence.local import weigh
from replycodes.detect.formats import Formats
from replycodes.detect.identifiers import ZEROS
from replycodes.detect.occurrence import Kind
from replycodes.detect.protocol import local_protocols
from replycodes.detect.site import ENHANCED, NEAR_LEFT, NEAR_RIGHT, Site
from replycodes.detect.verdicts import Verdict

_STATUSES = (" OK", " NO", " BAD")
SURE = 7.5  # a local weight that no context is heavy enough to overturn
HOPELESS = -6.0
FARTHER_LEFT = 20  # code points to the left where the near window ends within a word
_MEMORY = 60_000
_LOOKS = 20_000
_VERDICTS = 5_000
_SHAPES = 4_000
_DIGITS = 200  # of one shape
PROCESS = re.compile(rb"[A-Za-z]\[[0-9]{3}\](?![\n\r])")  # the commonest number of a log
_BRACKET = ord("[")
_ADDRESS = re.compile(rb" <(?=[A-Za-z0-9])")  # behind a code; whose it is says nothing of the code
_REPLY = re.compile(r"[1-9][0-9]{2}")

_NUMBER = re.compile(rb"0[0.]*")

_CODE = ("code", "codes")
_SEVERAL_WORDS = re.compile(r" codes?[\"']|^codes[\"']")
REFUSED = Verdict("", "", (), True)
_OWN = slice(NEAR_LEFT, NEAR_LEFT + 3)


def _of_one_line(window: bytes) -> bytes:
    """A window with line feeds for what stands in other lines."""
    before, after = window[:NEAR_LEFT].replace(b"\r", b"\n"), window[NEAR_LEFT:].replace(b"\r", b"\n")
    return before.rpartition(b"\n")[2].rjust(NEAR_LEFT, b"\n") + after.partition(b"\n")[0].ljust(
        NEAR_RIGHT, b"\n"
    )


def _compared(shape: bytes) -> slice:
    """Where the digits stand that are compared, in a window whose digits are zeros: the code's own, those of other numbers of
    three digits, of enhanced codes and of addresses."""
    if counted_apart(shape):
        return slice(0, len(shape))
    numbers = [(found.span(), found.group().strip(b".")) for found in _NUMBER.finditer(shape)]
    spans = [span for span, digits in numbers if span[0] == NEAR_LEFT or b"." in digits or len(digits) == 3]
    first, last = (
        min([NEAR_LEFT, *(begin for begin, _ in spans)]),
        max([NEAR_LEFT + 3, *(end for _, end in spans)]),
    )
    return slice(first, last)


class NearWindows:
    """Decides windows of bytes, one for each code point. Its only state are bounded memories of a pure function."""

    def __init__(self, codes: Codes, formats: Formats, looks: Looks) -> None:
        self._codes = codes
        self._formats = formats
        self._look = looks.of
        self._numbers = looks.numbers
        self._known: dict[bytes, Verdict] = {}
        self._alike: dict[tuple[Look | None, bytes], Verdict] = {}  # the same for windows that look alike
        self._shapes: dict[bytes, tuple[slice, dict[bytes, Verdict]]] = {}
        """The same for windows that differ in digits alone, by the digits that are compared."""
        self._farther: dict[bytes, Verdict] = {}  # the same for windows that reach farther to the left
        self._verdicts: dict[tuple[str, str, tuple[str, ...], bool, bool], Verdict] = {}

    def of(self, raw: bytes, places: list[int]) -> list[Verdict]:
        """The verdicts on the candidates at some places of a block."""
        known = self._known.get
        windows = [raw[at - NEAR_LEFT : at + NEAR_RIGHT] for at in places]
        verdicts = list(map(known, windows))
        if None in set(verdicts):
            new: dict[bytes, Verdict] = {}
            for number, verdict in enumerate(verdicts):
                if verdict is None:
                    window = windows[number]
                    verdicts[number] = new.get(window) or new.setdefault(window, self._judge(window))
        return verdicts  # type: ignore[return-value]  # none of them is None

    def of_cut_words(self, raw: bytes, places: Iterable[int], verdicts: Iterable[Verdict]) -> list[Verdict]:
        """The same verdicts; where a near window ends within a word on the left, those of windows that reach farther."""
        known = self._farther.get
        result = []
        for at, verdict in zip(places, verdicts, strict=True):
            if verdict.cut:
                window = (
                    raw[max(at - FARTHER_LEFT, 0) : at].rjust(FARTHER_LEFT, b"\n") + raw[at : at + NEAR_RIGHT]
                )
                verdict = known(window) or self._judge_farther(window)
            result.append(verdict)
        return result

    def _judge(self, window: bytes) -> Verdict:
        """Decide a window that is not known."""
        if window[NEAR_LEFT - 1] == _BRACKET and PROCESS.match(window, NEAR_LEFT - 2):
            return REFUSED  # too various to be remembered
        opened = window.find(b" <", NEAR_LEFT)
        address = _ADDRESS.search(window, opened) if opened >= 0 else None
        if address is None:
            return self._judge_shape(window)
        begin = window[: address.end()]
        verdict = self._known.get(begin)
        if verdict is None:
            verdict = self._judge_shape(begin.ljust(NEAR_LEFT + NEAR_RIGHT, b"x"))
            self._keep(begin, verdict)
        return verdict

    def _judge_shape(self, window: bytes) -> Verdict:
        """Of other lines nothing is read."""
        own = _of_one_line(window) if b"\n" in window or b"\r" in window else window
        shape = own.translate(ZEROS)
        read = self._shapes.get(shape)
        if read is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            read = self._shapes[shape] = (_compared(shape), {})
        compared, verdicts = read
        digits = own[compared]
        number = self._numbers[digits] if compared == _OWN else digits
        verdict = verdicts.get(number)
        if verdict is None:
            if len(verdicts) >= _DIGITS:
                verdicts.clear()
            verdict = verdicts[number] = self._judge_new(own)
        elif verdict is not REFUSED and number != digits:
            code = digits.decode()
            verdict = self.verdict(verdict.kind, code, verdict.protocols, verdict.sure, verdict.cut)
        if own != window:
            self._keep(window, verdict)
        return verdict

    def _judge_new(self, window: bytes) -> Verdict:
        appearance = self._look(window, False)  # of identifiers the window's own evidence reads the letters
        key = (
            appearance,
            window[NEAR_LEFT : NEAR_LEFT + 3],
        )  # whatever else a look reads, the code is the window's own
        verdict = self._alike.get(key)
        if verdict is None:
            verdict = self._decide(window, NEAR_LEFT)
            if len(self._alike) >= _LOOKS:
                self._alike.clear()
            if appearance is not None:
                self._alike[key] = verdict
        self._keep(window, verdict)
        return verdict

    def _keep(self, window: bytes, verdict: Verdict) -> None:
        if len(self._known) >= _MEMORY:
            self._known.clear()
        self._known[window] = verdict

    def _judge_farther(self, window: bytes) -> Verdict:
        if len(self._farther) >= _MEMORY:
            self._farther.clear()
        verdict = self._farther[window] = self._decide(window, FARTHER_LEFT)
        return verdict

    def _decide(self, window: bytes, left: int) -> Verdict:
        text = window.decode("latin-1").replace("\r", "\n")
        before, after = text[:left], text[left:]
        cut = before.rfind("\n") + 1
        stop = after.find("\n")
        whole_right = stop >= 0
        return self._decide_site(before[cut:], after[:stop] if whole_right else after, cut > 0, whole_right)

    def _decide_site(self, before: str, after: str, whole_left: bool, whole_right: bool) -> Verdict:
        kind: Kind = "enhanced" if after[1] == "." else "reply"
        found = (ENHANCED if kind == "enhanced" else _REPLY).match(after)
        if found is None:
            return REFUSED
        code = found.group()
        site = Site(kind, code, before, after[len(code) :], whole_left, whole_right)
        weight = weigh(site, self._codes)
        declared = self._formats.place(before[-NEAR_LEFT:], site.after) is not None
        if weight <= HOPELESS and not declared:
            return REFUSED
        left = site.left
        sure = weight >= SURE and left.base != "escape" and not (left.base == "start" and left.gap)
        sure = sure and (kind == "enhanced" or code in self._codes.standard)
        sure = (
            sure
            and not declared
            and (kind == "enhanced" or bool(site.enhanced_right) or code not in HTTP_TOO)
        )
        # behind a sentence, as where lines of a reply were joined, no word on the left says more than the enhanced code
        sentence = left.base == "other" and left.gap == " " and site.enhanced_right
        if sure and before.endswith(" (#") and before[-4:-3].isdigit():
            sure = False  # a section of a document: RFC 3501 (#5.1.3)
        if sure and site.after.startswith(_STATUSES) and not left.opened:
            sure = False  # the number may be the tag of an IMAP response
        if sure and kind == "enhanced" and whole_left and before.strip() == "#":
            sure = False  # qmail's mark, or a remark of a program
        if sure and kind == "reply" and not site.enhanced_right and left.opened and closes(site):
            sure = False  # nothing but a number in quotes: whose code it is the file tells
        if sure and kind == "reply" and left.last in _CODE and _SEVERAL_WORDS.search(before):
            sure = False  # the key has another word, which may tell whose code it is: "agency code": 530
        if sure and (sentence or not left.cut):
            return self.verdict(kind, code, local_protocols(site, self._codes), sure=True)
        return self.verdict(kind, code, (), sure=False, cut=sure)

    def verdict(
        self, kind: str, code: str, protocols: tuple[str, ...] = (), sure: bool = False, cut: bool = False
    ) -> Verdict:
        """The one verdict object for an answer, so that its occurrences are shared."""
        key = (kind, code, protocols, sure, cut)
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) > _VERDICTS:
                self._verdicts.clear()
            verdict = self._verdicts[key] = Verdict(kind, code, protocols, sure, cut)
        return verdict

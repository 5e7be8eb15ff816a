"""What the code itself says."""

from __future__ import annotations

from replycodes.detect.codes import Codes
from replycodes.detect.evidence import left as left_side
from replycodes.detect.site import Site


def known(site: Site, codes: Codes) -> float:
    """A defined code weighs in, an undefined one against; less so behind an introducer, for the linter's sake."""
    code = site.code
    if code in codes.standard:
        return 1.5
    if code in codes.known:
        return 0.5
    introduced = site.enhanced_right or left_side.key(site, codes) > 3 or left_side.mark(site, codes) > 0
    if code[0] == "1" or code[1] > "5":
        return -5.0
    return -1.0 if introduced else -3.0

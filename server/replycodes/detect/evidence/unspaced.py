"""Words of Chinese, Japanese and Korean beside a reply code: scripts that put no blank between word and number."""

from __future__ import annotations

from replycodes.detect.codes import MAIL_OR_FTP_ONLY, Codes
from replycodes.detect.late import late
from replycodes.detect.site import Site

UNSPACED = "\u2e80"  # from here on, letters of such scripts
_TOLD = "错误|錯誤|エラー|오류|拒绝|拒否|거부|响应|回應|應答|应答|응답"
_BEFORE = late(
    rf"(?:{_TOLD}|返回|回复|提示|代码|代碼|コード|코드|状态码|返回码)[码碼值]?[为是:：「『（(\[ ]*$"
)
_AFTER = late(rf" ?[」』）)\]]?(?:的|の)?(?:{_TOLD}|代码|代碼|コード|코드)")


def told(site: Site, codes: Codes) -> float:
    """``554错误``, ``返回535``, ``오류 550``: an error, an answer or a code is named."""
    before, after = site.before[-12:], site.after[:8]
    if (before.isascii() and after.isascii()) or site.code not in MAIL_OR_FTP_ONLY:
        return 0.0
    beside = before.rstrip(" :：（(「『[")[-1:] >= UNSPACED and _BEFORE.search(before)
    if not beside and not _AFTER.match(after):
        return 0.0
    return 5.0 if site.left.base == "word" and site.left.gap else 3.0  # no word that others know: -2

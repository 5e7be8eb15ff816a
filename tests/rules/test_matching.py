"""A code in a regular expression or beside a comparison is matched, not sent: rules are silent there."""

import pytest

from replycodes.rules.matching import only_matched

MATCHED = r"""
re.compile(r"^599 .*full")
if (/^599[ -]/.test(line)) {
$line =~ /599/
/^599 5\.7\.1/  REJECT
failregex = ^.* 599 5\.7\.1 <HOST>
"599|551"
x = "(599|551) "
regex: "599 mailbox"
new RegExp("599")
Pattern.compile("599 .*")
regexp.MustCompile(`599 5\.1\.1`)
if code < 599:
code >= 400 && code < 599
500..599
range(500, 599)
{ pattern: "599" }
match => '599 (.*)'
expr: '\b599\b'
with pytest.raises(SMTPError, match="599"):
grep -E '599 ' mail.log
  - "599\\s+5\\.1\\.1"
when /599/ then x
error_code_range: 400-599
"599[ -]mailbox"
preg_match('/599/', $s)
""".strip().split("\n")

SENT = r"""
send("599 [5] mailbox full")
Console.WriteLine($"599 {name} full");
conn.reply(599, "go away (really)")
conn.reply(599, "go away (5.7.1|really)")
reply: "599 a-b [192.0.2.1] c"
self.send('599 mailbox full\r\n')
self.send("599 don't")
'599 see https://example.org/?a=b'
code: 599
if code == 599:
<code>599</code>
x = "599 5.1.1 <%s>: [host] unknown; {0}" % y
return "599-5.1.1 mailbox"
"599 {} full".format(x)
path = "/a/b"; send("599 x")
'599 Error: see [RFC-5321]'
reply(599, `user ${name} [a] full`)
"599 Try again.", "*"
send("599 full...")
data: "599 queue (4.2.2)"
if x < 3: send("599 a")
S: 599 full
push("599 a|b")
""".strip().split("\n")


def judged(text):
    start = text.index("599")
    return only_matched(text, start, start + 3)


@pytest.mark.parametrize("text", MATCHED)
def test_a_code_that_is_only_matched(text):
    assert judged(text)


@pytest.mark.parametrize("text", SENT)
def test_a_code_that_is_sent(text):
    assert not judged(text)


@pytest.mark.parametrize("filler", ["[", "(", "a-", "(?", "|", "\\", "/", "'", '"', "x{", "(a|"])
def test_a_long_hostile_line_is_read_in_linear_time(filler):
    text = filler * 200_000
    assert only_matched(text + "599" + text, len(text), len(text) + 3) in (True, False)

"""What medium a text is: a log, a message, a transcript, source, configuration, prose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from replycodes.detect.late import late
from replycodes.detect.lineinfo import LIMIT
from replycodes.detect.occurrence import Medium

_OVERRIDE_LINES = 20
_SOURCE = (
    "python javascript javascriptreact typescript typescriptreact go java csharp php ruby rust c cpp perl lua shellscript shell "
    "powershell kotlin swift scala elixir erlang haskell ocaml clojure dart r groovy vb fsharp objective-c objective-cpp css scss "
    "less html vue svelte makefile dockerfile sql bat julia pascal nim zig"
)
_SOURCE_SUFFIXES = (
    "py pyi js jsx mjs cjs ts tsx go java cs php rb rs c h cc cpp cxx hpp pl pm t lua sh bash bats zsh ps1 psm1 kt kts swift scala ex "
    "exs erl hs ml mli clj dart r groovy vb fs m mm css scss less html htm vue svelte sql bat jl pas nim zig svg xhtml shtml "
    "awk tcl vtc lisp el scm vim inc l y xs iss dfm asm s proto gradle cmake am ac d v bas pyx erb haml slim twig jsp aspx cshtml"
)
_CONFIG = "yaml json jsonc toml ini properties xml dotenv sieve dockercompose jsonl"
_CONFIG_SUFFIXES = (
    "yml yaml json jsonl ndjson toml ini cfg conf cf cnf properties xml env sieve mc m4 lock sum tf hcl plist "
    "cue xsd xsl xslt wsdl desktop service po pot"
)
_PROSE_SUFFIXES = "md rst adoc tex markdown org mdx textile pod rdoc sgml docbook texi texinfo roff man"
_LANGUAGES: Mapping[str, Medium] = {
    **dict.fromkeys(_SOURCE.split(), "source"),
    **dict.fromkeys(_CONFIG.split(), "config"),
    **dict.fromkeys(["markdown", "restructuredtext", "latex", "asciidoc"], "prose"),
    "log": "log",
}
_EXTENSIONS: Mapping[str, Medium] = {
    **dict.fromkeys(_SOURCE_SUFFIXES.split(), "source"),
    **dict.fromkeys(_CONFIG_SUFFIXES.split(), "config"),
    **dict.fromkeys(_PROSE_SUFFIXES.split(), "prose"),
    **dict.fromkeys(["eml", "msg", "mbox", "mime", "dsn", "ndr"], "message"),
    **dict.fromkeys(["log", "out", "err", "trace", "journal"], "log"),
}
_LOG_NAME = late(
    r"log(?:\.\d+)?$|^(?:mail|syslog|messages|maillog|mainlog|rejectlog)(?:[.\-_]|$)", re.IGNORECASE
)
_DOCUMENT = late(
    r"(?:readme|change(?:s|log)|news|history|release[-_. ]?notes?|faq|todo|install|authors|contributors|copying|licen[cs]e|credits|"
    r"thanks|hacking|upgrad(?:e|ing)|manual|guide|rfc-?\d+)(?![a-z])",
    re.IGNORECASE,
)
"""How the names of the documents begin that come with a program."""
_PAGE = late(r"\.[1-9][a-z]{0,3}$")  # of a manual
_PAGE_HEAD = re.compile(r"\.(?:TH|Dd|SH|Sh|so|\\\"|de|ds|if|ie|nr) |['.]\\\"")
_COPY = re.compile(
    r"(?:\.(?:default|proto|dist|sample|example|in|orig|bak|template|tmpl|tpl|j2|erb|dpkg-\w+|rpm\w+))+$"
)
"""What is put behind the name of a configuration file that is a model or a copy."""
_TIME = late(r"\d\d:\d\d:\d\d|^@4000|\b1[5-9]\d{8}\b")
_HEADER = late(
    r"(?:From|To|Subject|Date|Received|Return-Path|Message-Id|MIME-Version|Delivered-To):[ \t]|From \S+@",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"#! ?/\S*/(?:env .*)?(?:\w*sh|perl|python|ruby|node\w*|lua|php|tclsh|expect|awk|escript|swaks)[\d.]*\b"
)
_MARKUP = re.compile(r"\ufeff?\s*<(?:\?xml|!doctype|html)\b", re.IGNORECASE)
_LOOKED_AT = 300
_OF_TEXTS = frozenset(["txt", "text", "lst", "doc", "csv", "tsv", "dat", "dump", "cap", "session"])
_STATEMENT = late(
    r"^\s*(?:(?:local|my|our|const|let|var|static|export|import|from|use|require|require_once|include|package|def|sub|function|fn|"
    r"func|class|proc|return|elif|elsif|elseif|foreach|while|unless|if|for|else|end|fi|done|esac|try|catch|except|finally|then|do)"
    r"\b.*(?:[;:{}()\]]|then|do|=.*)|[}\])]+[;,]?|end|fi|done|esac|else|\w[\w.:>\[\]$-]* ?[-+.|]?= ?\S.*;?|[\w.:>$-]+\(.*\);?)$|[;{]$"
)
"""A line of a program in whatever language: it begins with a keyword or closes a block, assigns, or calls."""
_PRINTED = late(
    r"\s{0,8}(?:(?:[SC<>*~-]|>>>|<<<|-+>|<-+|\S{1,12}:) ?)?(?:[1-5]\d\d[ -]\S|\* (?:OK|BYE)|(?:EHLO|HELO|MAIL|RCPT|USER|PASS|QUIT)\b)|"
    r"\S{0,20}\d\d:\d\d:\d\d|(?:From|To|Subject|Date|Status|Received|Reporting-MTA): "
)
_SENTENCE = late(r"(?:[A-Za-z'(\"]{1,24}[,.;:)\"]? ){4}[a-z(]")
_OVERRIDE = re.compile(r"replycodes:\s*((?:(?:protocol|medium)=[a-z]+[\s,;]*)+)")


def _reads_like_prose(head: Sequence[str]) -> bool:
    """Most lines are parts of sentences, and none is what servers, clients or logs print."""
    if len(head) < 25 or any(_PRINTED.match(line[:80]) for line in head):
        return False
    return sum(_SENTENCE.search(line[:400]) is not None for line in head) * 2 > len(head)


def guess_medium(name: str, language_id: str, lines: Sequence[str]) -> Medium:
    """By language id, by extension, else by how the lines look."""
    if language_id in _LANGUAGES:
        return _LANGUAGES[language_id]
    base = _COPY.sub("", re.split(r"[/\\]", name)[-1])
    known = _EXTENSIONS.get(base.rpartition(".")[2].lower()) if "." in base else None
    if known:
        return known
    if _DOCUMENT.match(base):
        return "prose"
    if _LOG_NAME.search(base):
        return "log"
    if lines and (_SCRIPT.match(lines[0]) or _MARKUP.match(lines[0][:80])):
        return "source"
    head = [line for line in lines[:60] if line.strip()]
    if not head:
        return "log"
    if _PAGE.search(base) and any(_PAGE_HEAD.match(line) for line in head[:20]):
        return "prose"
    if sum(1 for line in head if _TIME.search(line[:80])) * 2 > len(head):
        return "log"
    if sum(1 for line in head if _HEADER.match(line)) >= 3:
        return "message"
    suffix = base.rpartition(".")[2].lower() if "." in base[1:] else ""
    if suffix.isalpha() and suffix not in _OF_TEXTS and _is_program(lines):
        return "source"
    return "prose" if _reads_like_prose(head) else "transcript"


def _is_program(lines: Sequence[str]) -> bool:
    """A third of the lines and some more are statements."""
    written = [line for line in lines[:_LOOKED_AT] if line.strip()]
    return sum(1 for line in written if _STATEMENT.search(line.rstrip())) * 3 > len(written) + 15


def medium_of(name: str, language_id: str, lines: Sequence[str], said: str = "") -> Medium:
    """The medium of a file's profile alone, which costs nearly nothing."""
    head = [line[:LIMIT].rstrip("\r\n") for line in lines[:_OVERRIDE_LINES]]
    return overridden(head, given_or_guessed(name, language_id, lines, said), "")[0]


def given_or_guessed(name: str, language_id: str, lines: Sequence[str], said: str) -> Medium:
    """The medium that the user gave, else by language id, by extension, by how the lines look."""
    return cast(Medium, said) if said in get_args(Medium) else guess_medium(name, language_id, lines)


def is_typed(medium: Medium) -> bool:
    """Its numbers are typed by somebody, and most are no codes."""
    return medium in ("source", "config", "prose")


def overridden(head: Sequence[str], medium: Medium, protocol: str) -> tuple[Medium, str]:
    """Medium and protocol, as a comment among the first lines may set them."""
    for line in head[:_OVERRIDE_LINES]:
        found = _OVERRIDE.search(line)
        if found:
            for key, value in re.findall(r"(protocol|medium)=([a-z]+)", found.group(1)):
                if key == "protocol":
                    protocol = value
                elif value in get_args(Medium):
                    medium = cast(Medium, value)
    return medium, protocol

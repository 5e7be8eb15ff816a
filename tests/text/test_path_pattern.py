"""Patterns of paths mean what git says, and no name makes them slow."""

import pytest
from pathspec import GitIgnoreSpec

from replycodes.text.path_pattern import path_spec

MANY = [
    ("*a*b*c", "xaxbxc", "xbxaxc"),
    ("*a*b*c", "deep/xaxbxc/file", "deep/xax/bxc"),
    ("*a*b*c/", "abc/file", "abc"),
    ("/*a*b*c", "abc", "deep/abc"),
    ("**/a/**/b", "x/a/y/z/b", "x/b/a"),
    ("**/a/**/b", "a/b", "a/xb"),
    ("a/**/b/**", "a/b/c", "a/b"),
    ("a*/**/*b", "ax/y/zb", "ax"),
    ("*[0-9]*[!0-9]*x", "a1bx", "a1x"),
    (r"*\*a*b*", "x*a.b", "xa.b"),
    ("*?*?*z", "abz", "az"),
    ("***x", "mail.x", "mail.y"),
    ("*.*.*", "a.b.c", "a.b"),
    ("**/*a*/*", "x/bab/c", "x/bab"),
]


@pytest.mark.parametrize(("pattern", "match", "other"), MANY)
def test_many_wildcards_mean_the_same(pattern: str, match: str, other: str) -> None:
    plain, bounded = GitIgnoreSpec.from_lines([pattern]), path_spec([pattern])
    assert [plain.match_file(path) for path in (match, other)] == [True, False]
    assert [bounded.match_file(path) for path in (match, other)] == [True, False]


def test_the_last_pattern_that_matches_counts() -> None:
    spec = path_spec(["*.log", "!*k*e*e*p*.log", "# *a*comment*", ""])
    assert spec.match_file("mail.log")
    assert not spec.match_file("keep.log")


HOSTILE = [
    ("*a" * 30 + "b", "a" * 255),
    ("*a" * 500 + "b", "a" * 255),
    ("[ab]*" * 50 + "c", "ab" * 120),
    ("**/a/" * 30 + "b", "a/" * 2000 + "c"),
    ("**/*a*/" * 20 + "b", ("a" * 15 + "/") * 200),
    ("**" * 500 + "x", "mail.log"),
    ("**/" * 2000 + "a", "b/" * 1000),
]


@pytest.mark.timeout(30)  # without the bound each takes minutes at least, most of them for ever
@pytest.mark.parametrize(("pattern", "path"), HOSTILE)
def test_no_name_makes_a_pattern_slow(pattern: str, path: str) -> None:
    assert not path_spec([pattern]).match_file(path)

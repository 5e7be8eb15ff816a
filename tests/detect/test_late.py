"""Expressions that are compiled late: as good as others, compiled at the first use or when nobody waits."""

from __future__ import annotations

from replycodes.detect.late import Late, compile_next, late


def test_is_compiled_by_the_first_use() -> None:
    pattern = late(r"5\d\d")
    assert isinstance(pattern, Late)
    assert "compiled" not in vars(pattern)
    assert pattern.findall("550 552") == ["550", "552"]
    assert "compiled" in vars(pattern)


def test_is_compiled_when_nobody_waits() -> None:
    used, unused = late("a"), late("b")
    used.search("a")
    steps = 0
    while compile_next():
        steps += 1
    assert steps
    assert "compiled" in vars(unused)
    assert not compile_next()

"""Each rule's page keeps its promises: its examples are found as marked, its form is that of a page."""

import inspect
import re
from pathlib import Path

import pytest

from replycodes.rules.model import MEDIA, SEVERITIES, Rule
from replycodes.rules.pages import all_pages
from replycodes.rules.registry import rules
from tests.marks import difference, parse_cases
from tests.rules.support import marks

RULES = list(rules().values())


def examples(rule: Rule) -> str:
    """The indented fixture block of a page."""
    blocks = re.findall(r"^Examples:\n\n((?:    .*\n|\n)+)", rule.page + "\n", re.MULTILINE)
    return inspect.cleandoc("\n" + blocks[0]) if blocks else "\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_examples_are_found_as_marked(rule):
    text = examples(rule)
    for case in parse_cases(text, Path(f"{rule.id}.page")) if text.strip() else ():
        assert not (wrong := difference(case, marks(case))), wrong


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_says_why_and_what_to_do_and_names_its_sources(rule):
    assert rule.title.endswith((".", "`"))
    assert "What to do:" in rule.page
    assert "Sources: " in rule.page
    assert set(rule.severity) == set(MEDIA)
    assert set(rule.severity.values()) <= set(SEVERITIES)


def test_ids_are_file_names():
    for rule in RULES:
        assert rule.check.__module__.rsplit(".", 1)[1].replace("_", "-") == rule.id


@pytest.mark.parametrize("name", all_pages())
def test_the_page_in_docs_is_current(name):
    page = Path(__file__).parents[2] / "docs" / "rules" / name
    assert page.read_text(encoding="utf-8") == all_pages()[name], "run: make docs"

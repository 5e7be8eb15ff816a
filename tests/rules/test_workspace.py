"""The workspace file: what it may say, how its faults are reported, what hostile ones do (nothing)."""

import textwrap

import pytest

from replycodes.catalog.files import load_catalog
from replycodes.features.policy import policy_for
from replycodes.features.settings import Settings
from replycodes.rules.model import Finding
from replycodes.rules.workspace import LARGEST, read_workspace

GOOD = """
rules:
  unknown-reply-code: off
  class-mismatch: {log: warning}
files:
  - {path: "tests/ftp/**", protocol: ftp, medium: config}
  - {path: "vendor/", exclude: true}
ignore:
  - {path: "*.csv", codes: ["599"], reason: "bounce statistics"}
replies:
  - {protocol: smtp, code: "599", text: "Computer says no"}
"""


def read(text):
    return read_workspace(textwrap.dedent(text), ".replycodes.yaml", load_catalog())


def test_says_what_holds_for_files_rules_and_codes():
    workspace = read(GOOD)
    assert workspace.problems == ()
    assert workspace.severities["unknown-reply-code"] == "off"
    assert workspace.file_rule("tests/ftp/a.yaml").protocol == "ftp"
    assert workspace.file_rule("vendor/x/y.py").exclude
    assert not workspace.file_rule("src/y.py").exclude


def test_what_the_workspace_file_says_about_codes_is_nobodys_reply():
    assert read(GOOD).file_rule("sub/.replycodes.yaml").exclude
    policy = policy_for(Settings(), read(GOOD), "vendor/x.py")
    assert set(policy.severities.values()) == {"off"}


def test_own_codes_extend_the_catalog_and_leave_it_unchanged():
    catalog = load_catalog()
    extended = read(GOOD).extend(catalog)
    assert extended.replies["smtp"]["599"].status == "workspace"
    assert "599" not in catalog.replies["smtp"]


def test_exceptions_need_every_condition():
    workspace = read(GOOD)
    finding = Finding("unknown-reply-code", 0, 3, "599", "")
    assert not workspace.accepts("data/bounces.csv", finding)
    assert workspace.accepts("data/bounces.yaml", finding)
    assert workspace.accepts("data/bounces.csv", Finding("unknown-reply-code", 0, 3, "598", ""))


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("rulez: {}", (1, 0, 5), "unknown key 'rulez'"),
        ("rules: {nope: off}", (1, 8, 12), "no rule 'nope'"),
        ("rules: {class-mismatch: loud}", (1, 24, 28), "a severity is one of"),
        ("rules: {class-mismatch: {tape: off}}", (1, 25, 29), "no medium"),
        ("files:\n  - {path: a, protocol: gopher}", (2, 4, 31), "no protocol"),
        ("files:\n  - {protocol: ftp}", (2, 4, 19), "'path' is missing"),
        ("ignore:\n  - {rules: [nope]}", (2, 4, 19), "no rule 'nope'"),
        ('replies:\n  - {protocol: smtp, code: "550", text: x}', (2, 4, 42), "a standard code"),
        ("replies:\n  - {protocol: smtp, code: 599, text: x}", (2, 27, 30), "quote this value"),
        ("- a", (1, 0, 0), "key: value pairs"),
        ("a: &x {b: 1}\nc: *x", (1, 3, 12), "aliases are not allowed"),
        ("rules: !!python/object/apply:os.system [id]", (1, 7, 43), "tags are not allowed"),
    ],
)
def test_a_fault_is_reported_at_its_place(text, place, says):
    problems = read(text).problems
    found = [((p.line, p.start, p.end), p.message) for p in problems]
    assert any(at == place and says in message for at, message in found), found


def test_broken_yaml_is_reported_in_the_line_where_it_breaks():
    (problem,) = read("rules:\n  class-mismatch: [\n").problems
    assert problem.line in (2, 3)  # libyaml and the pure reader differ by one
    assert "not valid YAML" in problem.message


@pytest.mark.parametrize(
    "text", ["[" * 90_000, "{" * 50_000, "- " * 40_000, "? " * 30_000, "x" * (LARGEST + 1)]
)
def test_hostile_files_are_refused_with_a_word(text):
    assert "not read" in read_workspace(text, "x", load_catalog()).problems[0].message

"""The published schema of the workspace file is current, and says what the reader says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from replycodes.catalog.files import load_catalog
from replycodes.features.settings_page import renewed
from replycodes.rules.workspace import read_workspace
from replycodes.rules.workspace_schema import FILE, SECTIONS, workspace_schema

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "settings.md"


def read(text):
    return read_workspace(text, ".replycodes.yaml", load_catalog())


def accepted_by_schema(text):
    value = yaml.load(text, Loader=yaml.BaseLoader) or {}  # off is a word here, as for editors
    return jsonschema.Draft202012Validator(workspace_schema(load_catalog())).is_valid(value)


def test_schema_file_is_current():
    text = (ROOT / "data" / "schema" / FILE).read_text(encoding="utf-8")
    assert json.loads(text) == workspace_schema(load_catalog()), "run: make schemas"


@pytest.mark.parametrize(("name", "pages"), [("docs/settings.md", "rules"), ("README.md", "docs/rules")])
def test_page_is_current(name, pages):
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "made by make docs" in page
    assert page == renewed(page, pages), "run: make docs"


def test_the_example_on_the_page_holds_and_shows_every_section():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert read(example).problems == ()
    value = yaml.safe_load(example)
    assert set(value) == set(SECTIONS)
    value["files"][2]["exclude"] = True
    jsonschema.validate(value, workspace_schema(load_catalog()))


@pytest.mark.parametrize(
    "text",
    [
        "rulez: {}",
        "rules: {nope: warning}",
        "rules: {class-mismatch: loud}",
        "rules: {class-mismatch: {tape: warning}}",
        "files: [{path: a, protocol: gopher}]",
        "files: [{path: a, medium: tape}]",
        "files: [{protocol: ftp}]",
        "ignore: [{rules: [nope]}]",
        "ignore: [{pathh: x}]",
        "replies: [{protocol: smtp, text: x}]",
        "replies: {}",
        "details: [{code: '7.900'}]",
        "details: [{code: '5.1.77', text: x}]",
        "replies: [{code: '5977', protocol: smtp, text: x}]",
        "replies: [{code: '701', protocol: smtp, text: x}]",
        "response_codes: [{code: 'over quota', protocol: imap, text: x}]",
        "vendors: [{name: x}]",
        "- a",
    ],
)
def test_schema_and_reader_refuse_the_same(text):
    assert read(text).problems
    assert not accepted_by_schema(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules: {class-mismatch: warning, obsolete-code: {log: hint}}",
        "files: [{path: a, protocol: ftp, medium: log}]",
        "ignore: [{path: a, rules: [class-mismatch], codes: ['550']}, {codes: ['599']}]",
        "replies: [{protocol: smtp, code: '599', text: x}]",
        "replies: [{protocol: smtp, code: '599', text: x, summary: Full., instead: ['552'], advice: {sender: Wait.}}]",
        "details: [{code: '7.900', text: x}]",
        "response_codes: [{protocol: imap, code: ARCHIVED, text: x, statuses: ['NO']}]",
    ],
)
def test_schema_and_reader_accept_the_same(text):
    assert read(text).problems == ()
    assert accepted_by_schema(text)

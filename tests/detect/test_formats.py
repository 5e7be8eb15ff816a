"""The formats of data/formats: each fits its schema, its examples hold, and its patterns look at the near window only."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from replycodes.catalog.files import load_catalog, load_formats
from replycodes.detect.detector import Detector
from replycodes.detect.formats import fields, read_formats

FORMATS = load_formats()
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "data" / "schema" / "format.json").read_text(encoding="utf-8")
)
EXAMPLES = [
    pytest.param(example["lines"], example["codes"], id=f"{name}-{number}")
    for name, content in FORMATS.items()
    for number, example in enumerate(content["examples"], 1)
]


@pytest.mark.parametrize("name", FORMATS)
def test_the_file_fits_the_schema(name: str) -> None:
    jsonschema.validate(FORMATS[name], SCHEMA)


@pytest.mark.parametrize(("lines", "codes"), EXAMPLES)
def test_the_examples_hold(lines: list[str], codes: list[str]) -> None:
    detector = Detector(load_catalog(), FORMATS)
    found = detector.scan(lines, detector.profile("", "", lines))
    assert [f"{o.kind} {o.code}" for _, occurrences in found for o in occurrences] == codes


def test_quotes_protect_the_separator_of_a_table() -> None:
    assert fields('a,"b,c",d', ",") == [(0, "a"), (2, '"b,c"'), (8, "d")]


def test_a_row_of_another_width_falls_back_to_its_own_shape() -> None:
    detector = Detector(load_catalog(), FORMATS)
    lines = ["#Fields: date time c-ip cs-method sc-status", "2024-03-05 10:11:12 192.0.2.10 x y PASS 530"]
    table = detector.profile("u.log", "log", lines).columns
    assert table is not None
    assert table.width == 5
    assert detector.scan(lines, detector.profile("u.log", "log", lines)) == []


def test_no_format_is_a_valid_set_of_formats() -> None:
    assert read_formats({}).place("code: ", "") is None

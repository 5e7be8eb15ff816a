"""The JSON Schemas in data/schema/ are those of the model, and every data file fits its own."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from replycodes.catalog.schema import schemas

DATA = Path(__file__).parent.parent.parent / "data"
FILES = sorted(path for path in [*DATA.glob("*.yaml"), *DATA.glob("vendors/*.yaml")])


@pytest.mark.parametrize("name", schemas())
def test_schema_file_is_current(name):
    text = (DATA / "schema" / name).read_text(encoding="utf-8")
    assert json.loads(text) == schemas()[name], "run: make schemas"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(DATA).as_posix())
def test_file_fits_the_schema_it_names(path):
    text = path.read_text(encoding="utf-8")
    first = text.splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema="), "the first line names the schema"
    schema = json.loads((path.parent / first.split("=", 1)[1]).read_text(encoding="utf-8"))
    jsonschema.validate(yaml.load(text, Loader=yaml.SafeLoader), schema)

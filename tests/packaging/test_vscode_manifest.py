"""The extension's package.json and the server agree on settings, rules and the version."""

from __future__ import annotations

import json
from pathlib import Path

from replycodes.features.settings import INLAY_HINTS, PROTOCOLS, REFERENCES, SETTINGS
from replycodes.features.tokens import LEGEND
from replycodes.rules.model import MEDIA, SEVERITIES
from replycodes.rules.registry import rules
from replycodes.rules.workspace import NAME as WORKSPACE_FILE

EXTENSION = Path(__file__).parents[2] / "vscode-extension"
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
STRINGS = json.loads((EXTENSION / "package.nls.json").read_text(encoding="utf-8"))
PROPERTIES = MANIFEST["contributes"]["configuration"]["properties"]

OF_THE_EXTENSION = {"replycodes.interpreter", "replycodes.server.path", "replycodes.trace.server"}


def test_each_setting_of_the_server_can_be_set_in_the_editor_and_has_the_same_default() -> None:
    offered = {key: value["default"] for key, value in PROPERTIES.items() if key not in OF_THE_EXTENSION}
    assert offered == {f"replycodes.{setting.key}": setting.default for setting in SETTINGS}


def test_choices_are_the_servers() -> None:
    assert PROPERTIES["replycodes.protocol"]["enum"] == list(PROTOCOLS)
    assert PROPERTIES["replycodes.inlayHints.enable"]["enum"] == list(INLAY_HINTS)
    assert PROPERTIES["replycodes.references"]["enum"] == list(REFERENCES)
    severities = PROPERTIES["replycodes.rules"]["additionalProperties"]["anyOf"]
    assert set(severities[0]["enum"]) == set(SEVERITIES)
    assert set(severities[1]["properties"]) == set(MEDIA)
    assert set(PROPERTIES["replycodes.rules"]["propertyNames"]["enum"]) == set(rules())


def test_each_text_of_the_manifest_is_there_and_none_is_left_over() -> None:
    text = json.dumps(MANIFEST)
    assert {name for name in STRINGS if f"%{name}%" not in text} == set()
    asked = {part.split("%")[0] for part in text.split('"%')[1:]}
    assert asked - set(STRINGS) == set()


def test_what_names_a_program_is_not_taken_from_a_folder_that_is_not_trusted() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    programs = {key for key, value in PROPERTIES.items() if value["scope"] == "machine-overridable"}
    assert set(restricted) == programs == {"replycodes.interpreter", "replycodes.server.path"}


def test_colours_are_named_as_the_server_names_them() -> None:
    contributed = MANIFEST["contributes"]
    assert [one["id"] for one in contributed["semanticTokenTypes"]] == list(LEGEND.token_types)
    modifiers = {one["id"] for one in contributed["semanticTokenModifiers"]}
    assert modifiers == set(LEGEND.token_modifiers) - {"deprecated"}  # which every editor knows
    (scopes,) = (one["scopes"] for one in contributed["semanticTokenScopes"])
    assert {name.partition(".")[2] for name in scopes} <= {"", *modifiers}


def test_the_workspace_file_is_checked_by_its_schema_where_an_extension_checks_yaml() -> None:
    (wired,) = MANIFEST["contributes"]["yamlValidation"]
    assert wired["fileMatch"] == WORKSPACE_FILE
    name = wired["url"].removeprefix("./")
    assert (EXTENSION.parent / "data" / "schema" / name).is_file()  # the Makefile copies it
    assert f"!{name}" in (EXTENSION / ".vscodeignore").read_text(encoding="utf-8").splitlines()

"""What is written by hand for speed says what the types say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lsprotocol import types
from pygls.protocol import default_converter

from replycodes.lsp.messages import converter


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": types.CompletionItemKind.EnumMember, "tags": [types.CompletionItemTag.Deprecated]},
        {"deprecated": True, "preselect": True, "sort_text": "001", "filter_text": "x", "detail": "d"},
        {
            "insert_text_format": types.InsertTextFormat.Snippet,
            "commit_characters": [" "],
            "data": {"a": ["b"]},
        },
        {"label_details": types.CompletionItemLabelDetails(description="d")},
        {"label_details": types.CompletionItemLabelDetails(detail="d")},
        {"documentation": types.MarkupContent(types.MarkupKind.Markdown, "d")},
        {"command": types.Command("title", "command"), "insert_text": "x", "text_edit_text": "y"},
    ],
)
@pytest.mark.parametrize("edited", [True, False])
def test_a_completion_item_is_written_as_its_types_say(fields: dict[str, Any], edited: bool) -> None:
    place = types.Range(types.Position(1, 2), types.Position(3, 4))
    item = types.CompletionItem("550", text_edit=types.TextEdit(place, "x") if edited else None, **fields)
    own, plain = (json.loads(json.dumps(one.unstructure(item))) for one in (converter(), default_converter()))
    assert own == plain

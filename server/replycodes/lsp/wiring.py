"""Which feature answers which request. A feature is one line here and one module in features/."""

from __future__ import annotations

from typing import Any, NamedTuple

from lsprotocol import types


class Feature(NamedTuple):
    """A request and the module of features/ that answers it, in its function of the same name."""

    method: str
    name: str
    options: Any = None
    of_session: bool = False  # asked of the whole session: it gets a Desk, and not a document's analysis
    waits: bool = (
        False  # answered when the codes of the whole document are known, because no client asks again
    )
    as_json: bool = False  # the answer is JSON text already: somebody waits for it at each key


# A test compares this with features.tokens, which is not loaded when `initialize` is answered.
_OUTCOMES = (
    "success preliminary intermediate temporary permanent protected refused closing informative undefined"
)
TOKENS = types.SemanticTokensLegend(["replyCode"], [*_OUTCOMES.split(), "nonstandard", "deprecated"])

# Modules are named and not imported, because `initialize` is answered before the engine is loaded.
FEATURES = (
    Feature(types.TEXT_DOCUMENT_HOVER, "hover"),
    Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "code_action",
        types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]),
    ),
    Feature(
        types.TEXT_DOCUMENT_COMPLETION,
        "completion",
        types.CompletionOptions(
            trigger_characters=[*"0123456789", ".", "-", ":", "=", " ", '"', "'", "[", "("],
            resolve_provider=True,
        ),
        as_json=True,
    ),
    Feature(types.COMPLETION_ITEM_RESOLVE, "completion_resolve", of_session=True),
    Feature(types.TEXT_DOCUMENT_INLAY_HINT, "inlay_hint"),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, "semantic_tokens_full", TOKENS),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, "semantic_tokens_delta", TOKENS),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, "semantic_tokens_range", TOKENS),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "document_symbol", waits=True),
    Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, "folding_range"),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, "document_link", types.DocumentLinkOptions()),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, "document_highlight"),
    Feature(types.TEXT_DOCUMENT_DEFINITION, "definition"),
    Feature(types.WORKSPACE_SYMBOL, "workspace_symbol", of_session=True),
)

"""The search index as a script: pages opened from a folder may load scripts, but fetch nothing."""

from __future__ import annotations

import json

from replycodes.catalog import search, words
from replycodes.catalog.model import Catalog
from replycodes.catalog.search_index import Document
from replycodes.explain.wording import protocol_name
from replycodes.site import addresses


def script(catalog: Catalog, known: frozenset[str]) -> str:
    """``window.replycodesIndex = ...``, the same index that the command line searches."""
    index = search.index_of(catalog)
    meaning_numbers = {
        id(meaning): number
        for vendor in catalog.vendors.values()
        for number, meaning in enumerate(vendor.meanings, 1)
    }
    documents = [
        [
            document.kind,
            document.code,
            list(document.codes),
            protocol_name(document.protocol),
            document.title,
            document.summary,
            _address(document, meaning_numbers),
            round(document.factor, 3),
        ]
        for document in index.documents
    ]
    postings = {
        word: [value for number, weight in held.items() for value in (number, round(weight, 2))]
        for word, held in sorted(index.postings.items())
    }
    data = {
        "documents": documents,
        "postings": postings,
        "phrases": index.phrases,
        "same": words.SAME,
        "stop": sorted(words.STOP),
        "words": " ".join(index.vocabulary.words),
        "pages": sorted(address for address in known if address.startswith("enhanced/")),
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return f"window.replycodesIndex={text};\n"


def _address(document: Document, meaning_numbers: dict[int, int]) -> str:
    if document.kind == "vendor":
        return f"{addresses.vendor(document.vendor)}#m{meaning_numbers[id(document.entry)]}"
    if document.kind == "enhanced":
        return addresses.enhanced(document.codes[0])
    return addresses.code(document.protocol, document.code)

"""Go to definition: an own code is defined in the workspace's ``.replycodes.yaml``, any other in the database."""

from __future__ import annotations

from urllib.parse import quote

from lsprotocol import types

from replycodes.detect.occurrence import Occurrence
from replycodes.explain.vendors import match
from replycodes.features.analysis import Analysis
from replycodes.features.reference import entry_of, meaning_of
from replycodes.features.session import Session


def definition(analysis: Analysis, session: Session, params: types.DefinitionParams) -> types.Location | None:
    """Where the code under the cursor is defined. What neither the workspace nor a specification defines is a vendor's
    own, if the reply shows the vendor."""
    point = analysis.text.point(params.position.line, params.position.character)
    found = analysis.at(point)
    if found is None:
        return None
    place = defined(analysis, found) or entry_of(session, found.kind, found.code, found.protocols)
    if place is None and (vendor := match(analysis.context(point.line, found), analysis.catalog)):
        place = meaning_of(session, vendor.vendor, vendor.meaning)
    return place


def defined(analysis: Analysis, found: Occurrence) -> types.Location | None:
    """The place of an own code in the workspace file."""
    workspace = analysis.policy.workspace
    if found.kind == "enhanced":
        place = workspace.places.get(("", found.code.partition(".")[2]))
    else:
        codes = ((protocol, found.code) for protocol in found.protocols)
        place = next((workspace.places[code] for code in codes if code in workspace.places), None)
    if place is None:
        return None
    start, end = types.Position(place.line - 1, place.start), types.Position(place.line - 1, place.end)
    return types.Location(_uri(workspace.path), types.Range(start, end))


def _uri(path: str) -> str:
    """``/mail/.replycodes.yaml`` and ``C:\\mail\\.replycodes.yaml`` as an editor names them."""
    path = path.replace("\\", "/")
    return "file://" + quote(path if path.startswith("/") else f"/{path}")

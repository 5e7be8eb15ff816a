"""Print what the database holds and what is still missing: ``make data-report``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from replycodes.catalog.files import faults
from tests.data import files
from tests.data.files import Record

STATUSES = ("standard", "registered", "obsolete", "observed")
# Fields worth having on every entry of a kind. The tests demand the others.
WANTED = {
    "replies": ("triggers", "differs", "commands"),
    "details": ("triggers", "differs", "classes"),
    "statuses": ("triggers", "differs"),
    "response_codes": ("triggers", "differs"),
}


def counts() -> Iterator[str]:
    """One line for each kind of entry: how many, of which status, and how many lack a field worth having."""
    yield f"{'file':16} {'kind':15} {'entries':>7}  " + "  ".join(f"{status:>10}" for status in STATUSES)
    for name in files.names():
        for section in files.SECTIONS:
            found = list(files.entries(name, section).values())
            if not found:
                continue
            by_status = Counter(entry.get("status", "none") for entry in found)
            columns = "  ".join(f"{by_status[status] or '-':>10}" for status in STATUSES)
            yield f"{name:16} {section:15} {len(found):7}  {columns}"
            for field in WANTED.get(section, ()):
                lacking = [entry["code"] for entry in found if _misses(entry, field)]
                if lacking:
                    yield f"{'':16}   without {field}: {len(lacking)} ({_some(lacking)})"


def vendors() -> Iterator[str]:
    """One line for each vendor, and the sum."""
    sizes = {name: len(files.document(name).get("meanings", [])) for name in files.names("vendors")}
    for name, size in sizes.items():
        yield f"{name:32} {size:7}  meanings"
    yield f"{'vendors':32} {sum(sizes.values()):7}  meanings in {len(sizes)} files"


def shared() -> Iterator[str]:
    """What is not an entry: theory, documents, formats."""
    yield f"{'theory.yaml':32} {len(files.document('theory.yaml')['theory']):7}  facts"
    yield f"{'sources.yaml':32} {len(files.document('sources.yaml')['sources']):7}  documents"
    yield f"{'formats':32} {len(files.names('formats')):7}  files"


def _misses(entry: Record, field: str) -> bool:
    # An observed code says who sends it and what to send instead; nothing triggers or limits it by rule.
    return not entry.get(field) and entry.get("status") not in ("observed", "obsolete")


def _some(codes: list[str]) -> str:
    return ", ".join(codes[:8]) + (" ..." if len(codes) > 8 else "")


if __name__ == "__main__":
    if found := faults():
        sys.exit("\n".join(("The database has faults:", *found)))
    print("\n".join([*counts(), "", *vendors(), "", *shared()]))

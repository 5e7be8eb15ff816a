"""The report counts what is there and names what is missing."""

from __future__ import annotations

from tests.data import files, report


def test_the_report_counts_every_entry():
    lines = [line.split() for line in report.counts()]
    counted = sum(int(line[2]) for line in lines if line[0].endswith(".yaml"))
    assert counted == sum(1 for _ in files.all_entries())


def test_the_report_names_what_is_missing(monkeypatch):
    entries = [
        {"code": "250", "status": "standard", "triggers": ["A file was stored."], "commands": {"S": ["STOR"]}}
    ]
    monkeypatch.setattr(files, "names", lambda: ["ftp.yaml"])
    monkeypatch.setattr(files, "document", lambda name: {"replies": entries})
    lines = list(report.counts())
    assert lines[1].split() == ["ftp.yaml", "replies", "1", "1", "-", "-", "-"]
    assert lines[2:] == [f"{'':16}   without differs: 1 (250)"]


def test_the_report_covers_vendors_theory_and_documents():
    said = "\n".join([*report.vendors(), *report.shared()])
    assert "meanings in" in said
    assert "facts" in said
    assert "documents" in said

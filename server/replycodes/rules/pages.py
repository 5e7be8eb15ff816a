"""The rules' pages, made from their docstrings: docs/rules/ holds them and a test keeps them current."""

from __future__ import annotations

from replycodes.rules.model import MEDIA, Rule
from replycodes.rules.registry import rules


def render_page(rule: Rule) -> str:
    """A rule's page in Markdown."""
    body, _, rest = rule.page.partition("\n\nExamples:\n\n")
    example, _, sources = rest.rpartition("\n\nSources: ") if rest else ("", "", "")
    if not rest:
        body, _, sources = rule.page.rpartition("\n\nSources: ")
    title, _, text = body.partition("\n")
    parts = [f"# {rule.id}", title, text.strip()]
    if example:
        dedented = "\n".join(row.removeprefix("    ") for row in example.split("\n"))
        parts += ["## Example", f"```text\n{dedented.strip()}\n```"]
    parts += ["## Severity", _severity_table(rule), _configure(rule), "## Sources", sources.strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _severity_table(rule: Rule) -> str:
    rows = [f"| {medium} | {rule.severity[medium]} |" for medium in MEDIA]
    return "\n".join(["| In | Default |", "| --- | --- |", *rows])


def _configure(rule: Rule) -> str:
    return (
        f"Set another in the editor's settings (`replycodes.rules`) or in `.replycodes.yaml`:\n\n"
        f"```yaml\nrules:\n  {rule.id}: {{log: warning, source: error}}\n```\n\n"
        f"Answer a single finding with a comment: `replycodes: ignore[{rule.id}] -- reason`."
    )


def render_index() -> str:
    """The list of all rules in Markdown."""
    rows = [
        f"| [{rule.id}]({rule.id}.md) | {rule.title} | {rule.severity['source']} | {rule.severity['log']} |"
        for rule in rules().values()
    ]
    head = [
        "# Rules",
        "",
        "Loud where somebody can change the text (source and configuration), quiet where it only records.",
        "",
        "| Rule | Finds | Source, configuration | Logs |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"


def all_pages() -> dict[str, str]:
    """File name in docs/rules/ -> Markdown."""
    return {"README.md": render_index()} | {f"{rule.id}.md": render_page(rule) for rule in rules().values()}

"""All rules, found by listing rules/checks/: a new rule is one new module and nothing else."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from replycodes.detect.occurrence import Occurrence
from replycodes.rules import checks
from replycodes.rules.model import Rule


@cache
def rules() -> dict[str, Rule]:
    """Rule id -> rule, in the order of their ids."""
    found = (_rule(module.name) for module in pkgutil.iter_modules(checks.__path__))
    return {rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)}


def _any_line(text: str, occurrences: tuple[Occurrence, ...], above: tuple[Occurrence, ...]) -> bool:
    return True


def _rule(name: str) -> Rule:
    module = importlib.import_module(f"{checks.__name__}.{name}")
    page = inspect.cleandoc(module.__doc__ or "")
    return Rule(
        id=module.ID,
        title=page.split("\n", 1)[0],
        page=page,
        severity=module.SEVERITY,
        check=module.check,
        by_codes=getattr(module, "BY_CODES", False),
        concerns=getattr(module, "concerns", _any_line),
        suspects=getattr(module, "suspects", None),
    )

"""Build hook: compiles data/*.yaml to the JSON files that an installed replycodes starts from, and a checkout's modules."""

import compileall
import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileDatabase(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before wheels are built, editable ones too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write server/replycodes/_compiled/*.json. A broken entry stops the build with its place; not that of a
        checkout, where the YAML is read, the entry left out, and every command says so."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "server"))
        if version == "editable":  # pip does it for a wheel; at a start Python may not be allowed to
            compileall.compile_dir(root / "server" / "replycodes", quiet=2)
        from replycodes.catalog.files import COMPILED, compile_data

        try:
            data = compile_data(root / "data")
        except ValueError as error:
            if version == "editable":
                return
            sys.exit(str(error))
        COMPILED.mkdir(exist_ok=True)
        for name, content in data.items():
            (COMPILED / name).write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
        build_data["artifacts"].append("server/replycodes/_compiled/*.json")

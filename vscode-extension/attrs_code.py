"""Keeps the code that attrs writes for the classes of lsprotocol, beside the byte code that Python keeps of modules.

attrs writes Python for each class when it is defined and compiles that; for lsprotocol's 554 classes this is half of the
time that the import takes, at each start of the editor. The compiled code depends on the written text alone.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import CodeType
from typing import Any

import attr._make

FILE = f"attrs-code.{sys.implementation.cache_tag}"


class KeptCode:
    """The compiled code by its text, read from a folder and written to it again when something was new."""

    def __init__(self, folder: str) -> None:
        self._file = os.path.join(folder, FILE)
        self._known: dict[str, CodeType] = {}
        self._new = False

    def use(self) -> None:
        """Let attrs take what is known. Where a later attrs has no such function, it compiles as before."""
        if hasattr(attr._make, "_compile_and_eval"):
            self._read()
            attr._make._compile_and_eval = self._evaluate

    def keep(self) -> None:
        """Write what was new; a reader meanwhile sees the old file or the new one, never a part."""
        if not self._new:
            return
        self._new = False
        part = f"{self._file}.{os.getpid()}"
        with suppress(OSError):
            with open(part, "wb") as stream:
                stream.write(importlib.util.MAGIC_NUMBER)
                marshal.dump(self._known, stream)
            os.replace(part, self._file)

    def _read(self) -> None:
        # Code of another Python does not fit, and a broken file is no reason not to start.
        with suppress(OSError, EOFError, ValueError, TypeError), open(self._file, "rb") as stream:
            if stream.read(len(importlib.util.MAGIC_NUMBER)) == importlib.util.MAGIC_NUMBER:
                self._known = marshal.load(stream)  # as trusted as the .pyc files beside it

    def _evaluate(
        self,
        script: str,
        globs: dict[str, Any] | None,
        locs: Mapping[str, object] | None = None,
        filename: str = "",
    ) -> None:
        code = self._known.get(script)
        if code is None:
            code = compile(script, filename, "exec")
            if "lsprotocol." in filename:  # others may hold a number of this process
                self._known[script] = code
                self._new = True
        eval(code, globs, locs)

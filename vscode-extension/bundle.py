"""Builds ``bundled/``: the server, what it needs to run, and a launcher, for every platform and Python >= 3.10."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLED = HERE / "bundled"
LIBS = BUNDLED / "libs"

COMMAND_LINE_ONLY = ("click", "rich")
"""Dependencies of the command line; the server does not import them."""

NOT_SERVED = ("cli", "site")
"""Parts of the package that the server does not use. The database's YAML stays: "go to definition" opens it."""

OLDEST_PYTHON_NEEDS = ("exceptiongroup",)
"""pip judges `python_version < "3.11"` by the Python it runs on, so what only 3.10 needs is asked for by name."""

# One fixed target, so that the same files come out wherever this runs. Compiled parts are removed afterwards.
TARGET = [
    "--only-binary=:all:",
    "--implementation=cp",
    "--python-version=3.10",
    "--platform=manylinux2014_x86_64",
]

KEPT_METADATA = ("METADATA", "licenses", "LICENSE", "LICENSE.txt", "LICENSE.md")


def main() -> None:
    """Build it anew."""
    shutil.rmtree(BUNDLED, ignore_errors=True)
    LIBS.mkdir(parents=True)
    pip_install("--constraint", str(HERE / "constraints.txt"), *TARGET, *runtime_requirements())
    pip_install("--no-deps", str(HERE.parent))
    remove_what_is_not_shipped()
    shutil.copy(HERE / "launch.py", BUNDLED)
    shutil.copy(HERE / "attrs_code.py", LIBS)


def runtime_requirements() -> list[str]:
    """What pyproject.toml asks for, less the command line's part."""
    declared = requires("replycodes") or []
    needed = [line for line in declared if not line.startswith(COMMAND_LINE_ONLY) and "extra ==" not in line]
    return [*needed, *OLDEST_PYTHON_NEEDS]


def pip_install(*arguments: str) -> None:
    """Install into the bundle's libs."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-qq",
        "--no-compile",
        "--target",
        str(LIBS),
        *arguments,
    ]
    subprocess.run(command, check=True)


def remove_what_is_not_shipped() -> None:
    """Compiled parts, scripts, and metadata that differs from one build to the next."""
    for path in (*LIBS.rglob("*.so"), *LIBS.rglob("*.pyd")):
        path.unlink()
    parts = (LIBS / "replycodes" / name for name in NOT_SERVED)
    for folder in (LIBS / "bin", LIBS / "_yaml", *parts, *LIBS.rglob("__pycache__")):
        shutil.rmtree(folder, ignore_errors=True)
    for path in LIBS.glob("*.dist-info/*"):
        if path.name in KEPT_METADATA:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


if __name__ == "__main__":
    main()

"""Starts the bundled language server with the bundled libraries alone: nothing installed on this machine is seen."""

import os
import sys

if sys.version_info < (3, 10):  # noqa: UP036 - an old Python reads this line and must be able to say so
    sys.exit("Reply Codes needs Python 3.10 or newer; this is %d.%d." % sys.version_info[:2])

HERE = os.path.dirname(os.path.abspath(__file__))
FOREIGN = ("site-packages", "dist-packages")


def isolate():
    """Leave the standard library and the bundle on the path. An older pygls or attrs on the machine must not win."""
    standard = [entry for entry in sys.path if os.path.abspath(entry) != HERE]
    standard = [entry for entry in standard if os.path.basename(entry.rstrip("/\\")) not in FOREIGN]
    sys.path[:] = [os.path.join(HERE, "libs")] + standard  # noqa: RUF005 - an old Python reads this too
    if sys.pycache_prefix is None:
        # The extension folder may be read-only, and is not ours to write into.
        sys.dont_write_bytecode = True


if __name__ == "__main__":
    isolate()
    from replycodes.lsp.serve import serve

    sys.exit(serve())

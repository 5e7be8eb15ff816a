"""Starts the bundled language server with the bundled libraries alone: nothing installed on this machine is seen."""

import gc
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


def main():
    """Import the server as fast as can be, and serve."""
    gc.disable()  # nothing that is imported becomes garbage; the server turns the collector on
    isolate()
    kept = kept_code()
    from replycodes.lsp.serve import serve

    if kept is not None:
        kept.keep()
    return serve()


def kept_code():
    """The code that attrs has written in earlier starts, where byte code may be kept."""
    if sys.pycache_prefix is None:
        return None
    from attrs_code import KeptCode

    kept = KeptCode(sys.pycache_prefix)
    kept.use()
    return kept


if __name__ == "__main__":
    sys.exit(main())

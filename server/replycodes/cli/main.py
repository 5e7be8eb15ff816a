"""The entry of the command ``replycodes``. An editor waits for the server, so that it starts without the command line's
libraries.
"""

from __future__ import annotations

import gc
import sys

_SERVE = (["serve"], ["serve", "--stdio"])  # as editors start it


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 problems found (lint), 2 usage or unreadable input."""
    try:
        _run()
    except KeyboardInterrupt:  # while loading; afterwards server and command line see to it
        sys.exit(130)


def _run() -> None:
    gc.disable()  # loading makes no garbage; the server, and commands with much to do, turn it on again
    if sys.argv[1:] in _SERVE:
        from replycodes.lsp.serve import serve

        sys.exit(serve())
    from replycodes.cli.group import cli

    try:
        cli(prog_name="replycodes")
    except BrokenPipeError:  # `replycodes scan | head` is no error
        sys.stderr.close()
        sys.exit(0)
    finally:
        gc.freeze()  # nor is garbage looked for when the process ends anyway


if __name__ == "__main__":
    main()

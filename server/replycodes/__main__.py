"""``python -m replycodes`` is the same as the command ``replycodes``."""

from replycodes.cli.main import main

if __name__ == "__main__":
    main()

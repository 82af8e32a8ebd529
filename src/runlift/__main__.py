"""`python -m runlift` is the `runlift` command."""

import sys


def main() -> int:
    """Run one command and return its exit status."""
    # Not above: the worker processes of an import load the script they come from, and
    # with it this module, and need none of what the commands do.
    from runlift.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())

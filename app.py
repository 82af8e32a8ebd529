"""Runlift's entry: makes the package importable and hands over to the shell."""

import site
from pathlib import Path

# Idempotent, unlike sys.path.insert, which would grow with every rerun.
site.addsitedir(str(Path(__file__).parent / "src"))

from runlift.ui import shell

shell.run_app()

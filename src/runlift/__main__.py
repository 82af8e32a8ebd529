"""`python -m runlift` is the `runlift` command."""

import sys

from runlift.cli import main

sys.exit(main())

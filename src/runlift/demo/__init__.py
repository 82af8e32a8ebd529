"""Invented athletes as export files, for looking around and for tests.

Nothing here is read by a shortcut: the files go through the importers like anyone's.
"""

from runlift.demo.athletes import DemoAthlete, files

__all__ = ["DemoAthlete", "files"]

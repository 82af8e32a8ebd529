"""Bring an athlete's facts a week up to date after an import or its undo."""

import logging

from runlift.errors import RunliftError
from runlift.frames import facts
from runlift.model import Athlete
from runlift.store import Store
from runlift.ui import ask

_log = logging.getLogger(__name__)


def after(store: Store, athlete: Athlete) -> None:
    """Count her weeks anew; where that fails the roster makes up for it."""
    try:
        facts.refresh(store, athlete, ask.now())
    except RunliftError:
        # What was imported is in the store, and nothing else may fail for this.
        _log.warning("The weeks of an athlete were not counted.", exc_info=True)

"""What the tests give worker processes to do; it must be found there by name."""

import os
import time

from runlift.files import Source

DEADLY = 5


def doubled(number):
    if number == DEADLY:
        os._exit(3)
    return number * 2


def slow(number):
    time.sleep(120 if number == DEADLY else 0)
    return number


def refused(number):
    raise ValueError(f"no {number}")


def lost(number):
    return -number


class DeadlySource(Source):
    """A file that kills whoever opens it."""

    def unzipped(self):
        os._exit(3)

"""Short ways to read a piece of an export in a test."""

from runlift.importers import importers, opening, recognise
from runlift.model import Answers

BERLIN = Answers(timezone="Europe/Berlin")


def parse(text, answers=BERLIN):
    return recognise(opening.head_of(text)).parse(text, answers)


def slugs_claiming(text):
    head = opening.head_of(text)
    return [one.slug for one in importers() if one.recognises(head)]


def question(parsed, key):
    return next((one for one in parsed.questions if one.key == key), None)


def column(frame, name):
    """A column as plain values, missing ones as None."""
    return [None if value != value else value for value in frame[name].tolist()]

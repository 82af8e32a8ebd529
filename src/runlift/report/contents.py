"""What stands in the report, in which order."""

from runlift.report import (
    findings_part,
    methods,
    plan_part,
    summary,
    training_parts,
)
from runlift.report.blocks import Report
from runlift.report.figures import day
from runlift.report.gathering import Gathered, days_text
from runlift.report.lettering import plain

CLOSING = (
    "From the athlete's own training log, for information; not medical advice. What to "
    "do with it is for athlete and coach to decide."
)
_NAME = 80


def contents(all_: Gathered) -> Report:
    """The whole report; parts about which the log says nothing say so, or stay out."""
    sections = [
        summary.section(all_),
        findings_part.section(all_),
        training_parts.board(all_),
        training_parts.running(all_),
        training_parts.weeks(all_),
        training_parts.strength(all_),
        training_parts.volume(all_),
        plan_part.followed(all_),
        plan_part.notes(all_),
        methods.section(all_),
    ]
    return Report(
        name=plain(all_.athlete.name, _NAME),
        days=days_text(all_.window),
        made=day(all_.made_on),
        sections=[one for one in sections if one],
        closing=CLOSING,
    )

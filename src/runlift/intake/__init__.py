"""Files in, receipts out: look first, store after, each file whole or not at all."""

from runlift.intake.keeping import keep
from runlift.intake.looking import ANSWER, Preview, preview
from runlift.intake.parts import Offered, UnknownTable, mapped

__all__ = ["ANSWER", "Offered", "Preview", "UnknownTable", "keep", "mapped", "preview"]

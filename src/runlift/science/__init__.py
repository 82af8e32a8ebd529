"""Numbers in, numbers out: formulas, thresholds and verdicts, each with its source."""

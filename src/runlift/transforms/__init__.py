"""Frames in, frames out, with pandas and the science; no store, no figure, no clock."""

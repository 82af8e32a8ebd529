"""Strength training and running in one view, for runners who lift and their coaches."""

__version__ = "0.1.0"

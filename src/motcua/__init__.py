"""Một Cửa: the one-stop system of a commune."""

__version__ = "0.1.0"

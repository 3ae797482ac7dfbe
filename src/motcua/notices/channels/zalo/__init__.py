"""Zalo messages through the official account of the unit or of the province."""

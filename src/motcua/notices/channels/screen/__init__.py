"""Notices that officers find inside the system, behind the bell."""

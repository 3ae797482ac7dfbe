"""Tệp của cấp trên: bringing a superior's file, binding its numbers, filling it for a period."""

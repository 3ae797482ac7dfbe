"""Benchmarks: CPU seconds, and ratios against plain ways of doing the same in the same run."""

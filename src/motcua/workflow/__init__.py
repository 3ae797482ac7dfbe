"""Internal procedures (quy trình nội bộ): steps, roles, times, in versions that are checked before release."""

"""The pages of the index of service (Bộ chỉ số 766)."""

"""The index of service to people and businesses (Bộ chỉ số 766): counted, scored, compared with the portal."""

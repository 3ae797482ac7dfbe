"""The pages of closed periods (chốt số liệu)."""

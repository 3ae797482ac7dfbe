"""What citizens see without an account: where a dossier is, by its code and a second fact."""

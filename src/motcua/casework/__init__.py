"""Acts on own dossiers, one file each: permission, rule, change, journal, ledger, in one transaction."""

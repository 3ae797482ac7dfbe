"""Own dossiers and the national portal: what acts tell it, and what citizens lodged and paid there."""

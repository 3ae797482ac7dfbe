"""The counter (bộ phận tiếp nhận): taking dossiers in, the queue, returning results."""

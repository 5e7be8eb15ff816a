"""Documents and positions: lines, incremental edits, UTF-8/16/32 units. Knows no codes."""

"""Documents and positions: lines, incremental edits, UTF-8/16/32 units. Knows no codes."""

from replycodes.text.document import Document, Point, Splice
from replycodes.text.lines import content_length, split_lines, with_line_feeds
from replycodes.text.units import Encoding

__all__ = ["Document", "Encoding", "Point", "Splice", "content_length", "split_lines", "with_line_feeds"]

"""Folders on disk: which of their files are text, and which are nobody's business."""

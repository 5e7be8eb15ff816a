"""SMTP, FTP and IMAP reply codes: found in text and explained where they are read."""

__version__ = "0.1.0"

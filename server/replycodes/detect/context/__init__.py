"""The evidence beyond a candidate's window: the file's profile, its line's words, the lines around. All of it bounded."""

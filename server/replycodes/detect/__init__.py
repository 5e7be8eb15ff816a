"""Where codes stand: candidates, evidence, file profile, session memory -> occurrences."""

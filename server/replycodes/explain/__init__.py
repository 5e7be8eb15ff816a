"""What a person is told about a code: structure first, then Markdown, plain text, terminal."""

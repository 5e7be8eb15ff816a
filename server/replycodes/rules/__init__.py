"""What is wrong with a code in its place: one module per rule."""

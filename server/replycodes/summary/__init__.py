"""What a whole log says: its replies counted by code, destination and time, with who must act."""

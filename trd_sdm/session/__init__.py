"""One conversation: its record, and everything computed from it."""

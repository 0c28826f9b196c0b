"""The follow-up app: the weeks after a choice."""

"""The steps of the session app, one file a step."""

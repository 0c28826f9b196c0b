"""How things are said and drawn: words, tables and charts, with no widget."""

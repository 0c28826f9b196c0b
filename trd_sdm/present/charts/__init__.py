"""Charts: each is built once for a shortlist and then driven by Vega parameters alone."""

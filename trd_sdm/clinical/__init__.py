"""Clinical rules over the evidence: what was tried, what stands in the way, what must not be done."""

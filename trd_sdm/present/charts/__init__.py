"""Charts: each is built once for a shortlist and then driven by Vega parameters alone."""

import sys

# altair loads jsonschema, and that loads rfc3987_syntax if it is there (JupyterLab brings it), which compiles
# a grammar for international web addresses: half of altair's loading time and 17 MB, for a check no chart
# makes. It is kept out while altair loads, and left to whoever asks for it afterwards.
_KEPT_OUT = "rfc3987_syntax"
if _KEPT_OUT not in sys.modules:
    sys.modules[_KEPT_OUT] = None  # type: ignore[assignment]
    try:
        import altair  # noqa: F401
    finally:
        del sys.modules[_KEPT_OUT]

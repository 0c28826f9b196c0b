"""One Vega bundle for every chart of every page, with no network.

Altair's own offline mode bundles 0.9 MB in each kernel and sends a copy with each chart. Here the bundle
is made once, when the package is built, and a page loads it once.
"""

from functools import cache
from pathlib import Path

#: Where the package build writes the bundle, beside the scripts of the app; not in version control.
BUNDLE = Path(__file__).parents[1] / "app" / "static" / "vega.js"

# Only vega-embed is exported: vl-convert 1.9 turns the name `vega` in a snippet into null.
_SNIPPET = "export const embed = vegaEmbed;"


def vega_lite_version() -> str:
    """Vega-Lite version the installed altair writes charts for, as vl-convert spells it (``v6_4``)."""
    from altair.utils._importers import vl_version_for_vl_convert

    return str(vl_version_for_vl_convert())


def make_bundle() -> str:
    """Bundle vega, vega-lite and vega-embed as one ES module that exports ``embed``.

    Returns
    -------
    str
        JavaScript source; its first line names the Vega-Lite version it was made for.
    """
    import vl_convert

    version = vega_lite_version()
    source = vl_convert.javascript_bundle(_SNIPPET, vl_version=version)
    return f"// vega-lite {version}\n{source}"


def write_bundle(path: Path = BUNDLE) -> Path:
    """Write the bundle into the package; the package build calls this.

    Parameters
    ----------
    path
        Where to write; the packaged place unless told.

    Returns
    -------
    Path
        The file written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(make_bundle(), encoding="utf-8")
    return path


def is_current(source: str) -> bool:
    """Whether a bundle was made for the Vega-Lite version of the installed altair."""
    return source.startswith(f"// vega-lite {vega_lite_version()}\n")


@cache
def load_bundle() -> str:
    """Read the packaged bundle, or make one in memory when the package was never built."""
    if BUNDLE.is_file():
        return BUNDLE.read_text(encoding="utf-8")
    return make_bundle()

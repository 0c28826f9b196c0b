"""Build step: ship what the app would otherwise have to fetch or compute on its first start.

Writes the Vega bundle (one file for every chart, no network) and the validated library as JSON.
"""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):
    """Make the two generated files before a wheel or an editable install is put together."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Write the bundle and the compiled library into the source tree."""
        sys.path.insert(0, self.root)
        from trd_sdm.evidence.compiled import write_compiled
        from trd_sdm.present.bundle import write_bundle

        for path in (write_bundle(), write_compiled()):
            self.app.display_info(f"wrote {Path(path).relative_to(self.root)}")

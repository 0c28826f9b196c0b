import json

import pytest
from typer.testing import CliRunner

from trd_sdm.cli import main


@pytest.fixture
def run():
    """Run the command line in this process; gives the result with its two streams apart."""

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


@pytest.fixture
def run_json(run):
    def run_json(*words):
        result = run(*words, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return run_json

import datetime as dt

import pytest

from trd_sdm import __version__
from trd_sdm.present import disclaimer, speech


def test_the_standing_line_tells_mode_version_and_date():
    line = disclaimer.standing_line("session", "1.2-reviewed", dt.date(2026, 11, 3))
    kit = f"Version {__version__}, evidence 1.2-reviewed."
    assert line == f"Session mode: a clinician is with you. {kit} Evidence as of 3 November 2026."


def test_there_is_no_third_mode():
    with pytest.raises(ValueError, match="must be one of teaching, session"):
        disclaimer.standing_line("alone", "1", dt.date(2026, 1, 1))  # type: ignore[arg-type]


def test_the_disclaimer_says_what_it_is_not():
    assert "not medical advice" in disclaimer.DISCLAIMER
    assert "Do not start, stop or change a treatment without your clinician." in disclaimer.DISCLAIMER
    assert speech.slips(disclaimer.DISCLAIMER) == ()

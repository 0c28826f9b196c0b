"""The headless appraisal: the app's numbers, from a record or from flags."""

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.record import Record


@pytest.fixture
def saved(tmp_path):
    record = Record(
        library_version=load_library().version,
        seed=5,
        shortlist=("stay_optimise", "ect", "rtms"),
        criteria=("response", "weight_gain"),
        weights={"patient": {"response": 80, "weight_gain": 30}, "clinician": {"response": 10}},
    )
    path = tmp_path / "record.json"
    path.write_text(record.to_json(), encoding="utf-8")
    return path, record


def test_a_saved_record_gives_the_numbers_of_the_app(run_json, saved):
    path, record = saved
    report = run_json("fit", path)
    fit = appraise(record, load_library()).roles["patient"]
    assert set(report["options"]) == set(record.shortlist)
    for option, row in report["options"].items():
        assert (row["fit"], row["low"], row["high"]) == (fit.fit[option], fit.low[option], fit.high[option])
        assert row["first_of_100"] == fit.first_of_100[option]
        assert row["contributions"] == dict(fit.contributions[option])
    assert (report["seed"], report["draws"]) == (5, record.draws)
    assert report["library_version"] == load_library().version


@pytest.mark.parametrize("way", ["log", "questionnaire", "notes"])
def test_nothing_is_computed_while_the_safety_stop_holds(run, saved, way):
    path, record = saved
    phq9 = {"instrument": "phq9", "answers": {"self_harm": 1}}
    sign = {
        "log": {"safety": {"checks": [{"intent": "yes", "answered_at": "2026-01-05T10:00:00Z"}]}},
        "questionnaire": {"questionnaires": [phq9]},
        "notes": {"tracking": {"entries": [{"on": "2026-01-05", "suicidal": {"frequency": 1}}]}},
    }[way]
    path.write_text(record.with_(**sign).to_json(), encoding="utf-8")
    for words in ((), ("--json",), ("--weight", "response=50"), ("--options", "ect")):
        result = run("fit", path, *words)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "the safety stop holds in this record, so nothing is compared" in result.stderr


def test_the_clinicians_weights_are_a_flag_away(run_json, saved):
    path, _ = saved
    assert run_json("fit", path, "--role", "clinician")["weights"] == {"response": 1.0}


def test_flags_alone_are_enough_and_staying_is_always_on_the_table(run_json):
    report = run_json("fit", "--weight", "response=80", "--weight", "onset=20", "--options", "ect,rtms", "--draws", 500)
    assert set(report["options"]) == {"stay_optimise", "ect", "rtms"}
    assert report["weights"] == {"response": 0.8, "onset": 0.2}
    assert report["draws"] == 500


def test_without_options_all_nineteen_are_weighed(run_json):
    assert len(run_json("fit", "--weight", "response=1")["options"]) == 19


def test_equal_seeds_give_equal_output_and_other_seeds_other_draws(run):
    first, again, other = (run("fit", "--weight", "response=1", "--seed", seed, "--json").stdout for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_the_widening_by_certainty_can_be_switched_off(run_json):
    words = ("fit", "--weight", "clinic_hours_8wk=1", "--options", "ect,maoi")
    wide, narrow = (run_json(*words, flag)["options"]["ect"] for flag in ("--widen", "--no-widen"))
    assert wide["high"] - wide["low"] > narrow["high"] - narrow["low"]
    assert wide["fit"] == pytest.approx(narrow["fit"], abs=1)  # doubt is not harm


def test_flags_change_a_record_without_touching_the_file(run_json, saved):
    path, _ = saved
    before = path.read_bytes()
    report = run_json("fit", path, "--weight", "weight_gain=0", "--options", "ect,cbt", "--seed", 9)
    assert report["weights"] == {"response": 1.0}
    assert "cbt" in report["options"]
    assert report["seed"] == 9
    assert path.read_bytes() == before


def test_the_table_for_people_names_ties_and_recommends_nothing(run):
    shown = run("fit", "--weight", "stop_side_effects=50", "--options", "ect,rtms").stdout
    assert "recommends nothing" in shown
    assert "* no good data" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "nothing to weigh"),
        (["--weight", "response=0"], "nothing to weigh"),
        (["--weight", "response"], "CRITERION=POINTS"),
        (["--weight", "colour=5"], "allowed are: response"),
        (["--weight", "response=much"], "not a number of points"),
        (["--weight", "response=nan"], "weights.patient.response"),
        (["--weight", "response=101"], "found 101; allowed: for patient and clinician, points from 0 to 100"),
        (["--weight", "response=1", "--options", "ect,homeopathy"], "'homeopathy' is not known"),
        (["--weight", "response=1", "--draws", "3"], "found 3; allowed: a whole number from 100 to"),
        (["--weight", "response=1", "--seed", "-3"], "found -3; allowed: a whole number from 0 to"),
        (["--weight", "response=1", "--role", "nurse"], "allowed are: patient, clinician"),
        (["nowhere.json"], "there is no such file"),
    ],
)
def test_what_cannot_be_weighed_is_refused_in_one_line(run, words, sentence):
    result = run("fit", *words)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_an_own_concern_of_a_record_is_weighed_like_any_other(run_json, saved):
    path, record = saved
    concern = {"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3, "rtms": 10}}
    path.write_text(record.with_(concerns=(concern,)).to_json(), encoding="utf-8")
    report = run_json("fit", path, "--weight", "own_1=50", "--weight", "response=0", "--weight", "weight_gain=0")
    assert {name: round(row["fit"]) for name, row in report["options"].items() if name != "stay_optimise"} == {
        "ect": 30,
        "rtms": 100,
    }
    assert report["options"]["stay_optimise"]["not_rated"] == ["own_1"]
    assert "own_1" not in report["options"]["stay_optimise"]["no_good_data"]


def test_the_report_says_how_the_points_were_taken(run_json, run, saved):
    path, record = saved
    assert run_json("fit", path)["sureness"] == record.sureness.patient == "about"
    assert run_json("fit", "--weight", "response=1", "--weight", "onset=1")["sureness"] == "exact"
    assert "points taken as: about" in run("fit", path).stdout

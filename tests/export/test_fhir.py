"""The bundle holds R4B resources that its models accept, codes of the instrument files alone, and no person."""

import base64
import json
import re

import pytest
import yaml
from fhir.resources.R4B.bundle import Bundle

from tests.export.conftest import DAY, whole_record
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.export.fhir import MADE_UP, fhir_bundle
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.handout import handout
from trd_sdm.present.choice import RULED_OUT
from trd_sdm.present.disclaimer import DISCLAIMER

CODE = re.compile(r"^(LA)?\d+-\d$")


@pytest.fixture(scope="module")
def text(held):
    return fhir_bundle(held)


@pytest.fixture(scope="module")
def resources(text):
    return [entry["resource"] for entry in json.loads(text)["entry"]]


def _of(resources, kind):
    return [one for one in resources if one["resourceType"] == kind]


def _instrument(name):
    return yaml.safe_load((data_folder() / "instruments" / f"{name}.yaml").read_text(encoding="utf-8"))


def _walk(value):
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def test_the_models_accept_it_and_it_is_a_collection(text):
    bundle = Bundle.model_validate_json(text)
    assert bundle.type == "collection"
    kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
    assert kinds == [
        "Device",
        "QuestionnaireResponse",
        "Observation",
        "QuestionnaireResponse",
        "Observation",
        "Goal",
        "Goal",
        "Goal",
        "CarePlan",
        "DocumentReference",
        "DocumentReference",
    ]


def test_answers_carry_the_codes_of_the_instrument_file(resources, held):
    phq9, gad7 = _of(resources, "QuestionnaireResponse")
    known = _instrument("phq9")
    answers = {choice["score"]: choice for choice in known["answers"]}
    given = held.record.questionnaires[0].answers
    assert phq9["status"] == "completed"
    assert phq9["questionnaire"] == f"http://loinc.org/q/{known['loinc']['panel']}"
    assert [item["linkId"] for item in phq9["item"]] == [f"/{item['loinc']}" for item in known["items"]]
    for item, said in zip(known["items"], phq9["item"], strict=True):
        coding = said["answer"][0]["valueCoding"]
        choice = answers[given[item["id"]]]
        assert (coding["system"], coding["code"], coding["display"]) == (
            "http://loinc.org",
            choice["loinc"],
            choice["text"],
        )
        assert said["text"] == item["text"]
    assert gad7["status"] == "in-progress", "an unanswered item leaves it open"
    (only,) = gad7["item"]
    assert only["linkId"] == "/69725-0"
    assert only["answer"][0]["valueCoding"]["code"] == answers[1]["loinc"]


def test_a_total_is_there_only_where_every_item_is_and_is_that_of_the_scoring(resources, held):
    total, madrs = _of(resources, "Observation")
    phq9 = _of(resources, "QuestionnaireResponse")[0]
    assert total["code"]["coding"][0]["code"] == _instrument("phq9")["loinc"]["total"]
    assert total["valueQuantity"] == {
        "value": sum(held.record.questionnaires[0].answers.values()),
        "unit": "score",
        "system": "http://unitsofmeasure.org",
        "code": "{score}",
    }
    assert total["interpretation"] == [{"text": "moderately severe"}]
    assert total["derivedFrom"][0]["reference"] == f"urn:uuid:{phq9['id']}"
    assert "coding" not in madrs["code"], "a code we have not read is not made up"
    assert madrs["code"]["text"] == "MADRS"
    assert madrs["valueQuantity"]["value"] == 31


def test_no_code_of_loinc_is_in_it_that_the_instrument_files_do_not_hold(resources):
    known = set()
    for name in ("phq9", "gad7", "sure"):
        known |= {value for one in _walk(_instrument(name)) for value in one.values() if CODE.match(str(value))}
    used = {one["code"] for one in _walk(resources) if one.get("system") == "http://loinc.org"}
    assert used
    assert used <= known


def test_goals_and_plan_say_what_was_agreed(resources):
    goals = _of(resources, "Goal")
    assert [goal["description"]["text"] for goal in goals] == [
        "Mood",
        "Work and daily tasks: Back in the garden twice a week",
        "PHQ-9 at 8 or below",
    ]
    target = goals[2]["target"][0]
    assert target["detailQuantity"]["comparator"] == "<="
    assert target["dueDate"] == "2027-01-04"
    (plan,) = _of(resources, "CarePlan")
    assert (plan["status"], plan["intent"], plan["period"]) == ("active", "plan", {"start": "2026-12-07"})
    assert [goal["reference"] for goal in plan["goal"]] == [f"urn:uuid:{goal['id']}" for goal in goals]
    said = [activity["detail"]["description"] for activity in plan["activity"]]
    assert said[0] == "Esketamine nasal spray"
    assert "Me: Ask for a morning slot" in said
    notes = [note["text"] for note in plan["note"]]
    assert "If it does not help: Talk about ECT." in notes
    assert "Why, in the person's words: It fits my week and I can drive." in notes


def test_a_plan_a_rule_speaks_against_waits_and_says_why(record, library):
    ruled_out = gather(record.with_(choice={"option": "rtms"}, plan={"option": "rtms"}, put_back={}), library, on=DAY)
    (plan,) = _of([entry["resource"] for entry in json.loads(fhir_bundle(ruled_out))["entry"]], "CarePlan")
    assert plan["status"] == "on-hold"
    assert plan["note"][0]["text"].startswith(f"Magnetic stimulation (rTMS): {RULED_OUT}")
    assert plan["activity"][0]["detail"]["status"] == "on-hold"


def test_the_papers_are_in_it_whole_or_by_their_hash(resources, held):
    paper, note = _of(resources, "DocumentReference")
    attachment = paper["content"][0]["attachment"]
    assert base64.b64decode(attachment["data"]) == handout(held)
    assert attachment["size"] == len(handout(held))
    assert b"SHARED DECISION NOTE" in base64.b64decode(note["content"][0]["attachment"]["data"])
    without = json.loads(fhir_bundle(held, with_handout=False))
    (lean, _) = _of([entry["resource"] for entry in without["entry"]], "DocumentReference")
    assert "data" not in lean["content"][0]["attachment"]
    assert lean["content"][0]["attachment"]["hash"] == attachment["hash"]


def test_no_person_is_in_it(resources, text):
    assert "Patient" not in {one["resourceType"] for one in resources}
    for one in _walk(resources):
        assert not {"identifier", "birthDate", "telecom", "address"} & set(one)
        if one.get("type") == "Patient":
            assert set(one) == {"type", "display"}
    assert text.count('"subject"') == sum("subject" in one for one in _walk(resources))


def test_every_pointer_leads_to_something_in_it(text):
    bundle = json.loads(text)
    there = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(there) == len(bundle["entry"])
    pointed = {one["reference"] for one in _walk(bundle) if "reference" in one}
    assert pointed
    assert pointed <= there


def test_it_carries_mode_versions_date_and_disclaimer(text, resources, held):
    tags = {tag["system"]: tag["code"] for tag in json.loads(text)["meta"]["tag"]}
    assert tags["urn:trd-sdm:mode"] == "session"
    assert tags["urn:trd-sdm:evidence-version"] == held.library.version
    assert tags["urn:trd-sdm:evidence-date"] == "2026-11-23"
    assert DISCLAIMER in [note["text"] for note in _of(resources, "Device")[0]["note"]]


def test_ids_come_from_the_content_and_another_persons_same_answers_have_others(text, record, library):
    def ids(record):
        return [entry["fullUrl"] for entry in json.loads(fhir_bundle(gather(record, library, on=DAY)))["entry"]]

    first = [entry["fullUrl"] for entry in json.loads(text)["entry"]]
    assert ids(record) == first
    assert ids(record.with_(screen="plan", large_type=True)) == first, "how the page is looked at changes nothing"
    assert not set(ids(record.with_(seed=8))) & set(first)
    fewer = record.with_(questionnaires=record.questionnaires[:1])
    assert ids(fewer)[1] == first[1], "one answer less leaves the others' ids as they are"


def test_two_equal_answers_have_ids_of_their_own(record, library):
    twice = record.with_(questionnaires=(record.questionnaires[0],) * 2)
    bundle = json.loads(fhir_bundle(gather(twice, library, on=DAY), with_handout=False))
    assert len({entry["fullUrl"] for entry in bundle["entry"]}) == len(bundle["entry"])


def test_a_made_up_case_is_marked_as_test_data(empty):
    bundle = json.loads(fhir_bundle(empty))
    assert bundle["meta"]["security"] == [MADE_UP]
    assert all(entry["resource"]["meta"]["security"] == [MADE_UP] for entry in bundle["entry"])


def test_hostile_words_are_strings_that_the_models_accept(library):
    typed = '<script>x</script>\u0000\u202e=1+1 "quoted"\\ #x\n\u2028next'
    record = whole_record(library, **dict.fromkeys(("why", "target", "task", "due", "question", "point"), typed))
    bundle = Bundle.model_validate_json(fhir_bundle(gather(record, library, on=DAY), with_handout=False))
    (plan,) = [one.resource for one in bundle.entry if one.resource.get_resource_type() == "CarePlan"]
    notes = [note.text for note in plan.note]
    assert 'Why, in the person\'s words: <script>x</script> =1+1 "quoted"\\ #x\n\nnext' in notes


def test_while_the_stop_holds_there_is_no_bundle(stopped):
    with pytest.raises(ExportStopped):
        fhir_bundle(stopped)

"""Every rule by hand: a person for whom it fires, and one close by for whom it does not.

The rules' own conditions are not looked at here: the people follow the trigger sentences of the reviewed file, so that
a condition that does not say what its sentence says is found. Everything else is known and answered with no.
"""

from __future__ import annotations

import datetime as dt

import pytest

from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.facts_vocabulary import FACTS
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import verdicts
from trd_sdm.evidence import load_library

ON = dt.date(2026, 6, 1)
LIBRARY = load_library()
RULES = load_safety_rules(LIBRARY)
PLAIN = {
    "switch_antidepressant": "agomelatine",
    "combine_antidepressants": "agomelatine",
    "augment_antipsychotic": "ziprasidone",
    "tricyclic": "desipramine",
    "maoi": "tranylcypromine",
}
OPEN_GROUPS = (
    "serotonergic_antidepressant", "sympathomimetic", "cns_depressant", "qt_prolonging", "cyp2d6_inhibitor",
    "cyp2d6_substrate", "fluvoxamine_substrate", "cyp3a4_inhibitor", "cyp3a4_inducer",
)  # fmt: skip
PREGNANCY = ("yes:pregnant", "yes:could_become_pregnant")

TABLE: dict[str, tuple[str, str, str]] = {
    # rule: option, who it fires for, who it does not fire for (words below are joined by spaces)
    "strategic_switch.c1": ("switch_antidepressant", "stop:phenelzine:20 plan:imipramine", "stop:phenelzine:20"),
    "strategic_switch.c2": ("switch_antidepressant", "stop:fluoxetine:34 plan:phenelzine", "stop:fluoxetine:34"),
    "strategic_switch.c3": ("combine_antidepressants", "stop:moclobemide:4", "stop:moclobemide:5"),
    "strategic_switch.c4": ("switch_antidepressant", "yes:seizure_disorder plan:bupropion", "yes:seizure_disorder"),
    "strategic_switch.c5": ("switch_antidepressant", "yes:head_injury plan:Wellbutrin", "yes:head_injury"),
    "strategic_switch.c6": (
        "switch_antidepressant",
        "yes:hypertension_uncontrolled plan:venlafaxine",
        "yes:hypertension plan:venlafaxine",
    ),
    "strategic_switch.c7": ("stay_optimise", "age:from_18_to_24", "age:from_25_to_64"),
    "strategic_switch.i1": ("switch_antidepressant", "take:linezolid plan:sertraline", "plan:sertraline"),
    "strategic_switch.i2": ("switch_antidepressant", "take:naproxen plan:Zoloft", "take:ramipril plan:Zoloft"),
    "strategic_switch.i3": (
        "switch_antidepressant",
        "take:furosemide plan:duloxetine",
        "take:losartan plan:duloxetine",
    ),
    "strategic_switch.i4": (
        "switch_antidepressant",
        "take:cisapride plan:citalopram",
        "take:cisapride plan:vortioxetine",
    ),
    "strategic_switch.i5": (
        "switch_antidepressant",
        "take:nortriptyline plan:paroxetine",
        "take:nortriptyline plan:sertraline",
    ),
    "strategic_switch.p1": ("switch_antidepressant", *PREGNANCY),
    "atypical_antipsychotic_augmentation.c1": (
        "augment_antipsychotic",
        "yes:dementia_psychosis age:from_65",
        "yes:dementia_psychosis",
    ),
    "atypical_antipsychotic_augmentation.c2": ("augment_antipsychotic", "age:from_18_to_24", "age:from_65"),
    "atypical_antipsychotic_augmentation.c3": ("augment_antipsychotic", "yes:dyslipidaemia", "yes:hypertension"),
    "atypical_antipsychotic_augmentation.c4": (
        "augment_antipsychotic",
        "yes:qt_prolonged plan:Seroquel",
        "yes:qt_prolonged plan:aripiprazole",
    ),
    "atypical_antipsychotic_augmentation.c5": (
        "augment_antipsychotic",
        "yes:severe_liver_disease plan:aripiprazole",
        "yes:liver_disease plan:aripiprazole",
    ),
    "atypical_antipsychotic_augmentation.c6": ("augment_antipsychotic", "age:from_65", "age:from_18_to_24"),
    "atypical_antipsychotic_augmentation.i1": (
        "augment_antipsychotic",
        "take:carbamazepine plan:brexpiprazole",
        "take:carbamazepine plan:ziprasidone",
    ),
    "atypical_antipsychotic_augmentation.i2": (
        "augment_antipsychotic",
        "take:fluoxetine plan:aripiprazole",
        "take:sertraline plan:aripiprazole",
    ),
    "atypical_antipsychotic_augmentation.i3": (
        "augment_antipsychotic",
        "stop:ketoconazole:13 plan:cariprazine",
        "stop:ketoconazole:14 plan:cariprazine",
    ),
    "atypical_antipsychotic_augmentation.i4": (
        "augment_antipsychotic",
        "take:amlodipine plan:quetiapine",
        "take:amlodipine plan:aripiprazole",
    ),
    "atypical_antipsychotic_augmentation.p1": ("augment_antipsychotic", *PREGNANCY),
    "lithium_augmentation.c1": ("augment_lithium", "yes:kidney_disease", "yes:liver_disease"),
    "lithium_augmentation.c2": ("augment_lithium", "yes:fluid_loss_illness", "yes:chronic_constipation"),
    "lithium_augmentation.c3": ("augment_lithium", "yes:cannot_attend_blood_tests", "yes:drives"),
    "lithium_augmentation.c4": ("augment_lithium", "yes:overdose_risk", "yes:misuse_risk"),
    "lithium_augmentation.c5": ("augment_lithium", "yes:parkinson_disease", "yes:dementia"),
    "lithium_augmentation.c6": ("augment_lithium", "age:from_65", "age:from_25_to_64"),
    "lithium_augmentation.c7": ("augment_lithium", "yes:thyroid_risk", "yes:diabetes"),
    "lithium_augmentation.c8": ("augment_lithium", "yes:ect_course_now", "yes:tms_planned"),
    "lithium_augmentation.c9": ("augment_lithium", "yes:severe_kidney_disease", "yes:kidney_disease"),
    "lithium_augmentation.c10": ("augment_lithium", "yes:cardiovascular_disease", "yes:hypertension"),
    "lithium_augmentation.c11": ("augment_lithium", "yes:dehydrated_or_low_sodium", "yes:salt_or_coffee_changing"),
    "lithium_augmentation.c12": ("augment_lithium", "yes:brugada", "yes:conduction_disease"),
    "lithium_augmentation.c13": ("augment_lithium", "yes:breastfeeding", "yes:pregnant"),
    "lithium_augmentation.i1": ("augment_lithium", "take:diclofenac", "take:codeine"),
    "lithium_augmentation.i2": ("augment_lithium", "take:lisinopril", "take:amlodipine"),
    "lithium_augmentation.i3": ("augment_lithium", "take:candesartan", "take:enalapril"),
    "lithium_augmentation.i4": ("augment_lithium", "take:HCTZ", "take:furosemide"),
    "lithium_augmentation.i5": ("augment_lithium", "yes:salt_or_coffee_changing", "yes:drinks_alcohol"),
    "lithium_augmentation.i6": ("augment_lithium", "take:vortioxetine", "take:agomelatine"),
    "lithium_augmentation.p1": ("augment_lithium", "yes:could_become_pregnant", "age:from_65"),
    "t3_augmentation.c1": ("augment_t3", "yes:adrenal_insufficiency_uncorrected", "yes:diabetes"),
    "t3_augmentation.c2": ("augment_t3", "yes:hyperthyroidism_untreated", "yes:thyroid_risk"),
    "t3_augmentation.c3": ("augment_t3", "yes:arrhythmia", "yes:hypertension"),
    "t3_augmentation.c4": ("augment_t3", "yes:thyroid_for_weight_loss", "yes:obesity"),
    "t3_augmentation.c5": ("augment_t3", "yes:diabetes", "yes:obesity"),
    "t3_augmentation.i1": ("augment_t3", "take:warfarin", "take:clopidogrel"),
    "t3_augmentation.i2": ("augment_t3", "take:digitalis", "take:ramipril"),
    "t3_augmentation.i3": ("augment_t3", "take:ketamine", "take:sertraline"),
    "combination_antidepressants.c1": (
        "combine_antidepressants",
        "take:Nardil plan:mirtazapine",
        "take:lithium plan:mirtazapine",
    ),
    "combination_antidepressants.c2": (
        "combine_antidepressants",
        "yes:anorexia_or_bulimia plan:bupropion",
        "yes:anorexia_or_bulimia",
    ),
    "combination_antidepressants.c3": (
        "combine_antidepressants",
        "take:bupropion yes:bupropion_above_maximum",
        "yes:bupropion_above_maximum",
    ),
    "combination_antidepressants.c4": ("combine_antidepressants", "yes:obesity plan:mirtazapine", "yes:obesity"),
    "combination_antidepressants.c5": (
        "combine_antidepressants",
        "yes:qt_prolonged take:mirtazapine",
        "yes:qt_prolonged",
    ),
    "combination_antidepressants.i1": (
        "combine_antidepressants",
        "take:venlafaxine plan:bupropion",
        "take:venlafaxine plan:mirtazapine",
    ),
    "combination_antidepressants.i2": ("combine_antidepressants", "take:buspirone plan:phenelzine", "take:buspirone"),
    "combination_antidepressants.p1": ("combine_antidepressants", *PREGNANCY),
    "tca.c1": ("tricyclic", "yes:recent_heart_attack", "yes:coronary_disease"),
    "tca.c2": ("tricyclic", "stop:phenelzine:13", "stop:phenelzine:14"),
    "tca.c3": ("tricyclic", "take:citalopram", "take:sertraline"),
    "tca.c4": ("tricyclic", "yes:suicidality_active", "yes:misuse_risk"),
    "tca.c5": ("tricyclic", "yes:conduction_disease", "yes:hypertension"),
    "tca.c6": ("tricyclic", "yes:narrow_angle_glaucoma", "yes:hypertension"),
    "tca.c7": ("tricyclic", "yes:chronic_constipation", "yes:lower_urinary_symptoms"),
    "tca.c8": ("tricyclic", "yes:seizure_disorder", "yes:head_injury"),
    "tca.c9": ("tricyclic", "age:from_65", "age:from_25_to_64"),
    "tca.i1": ("tricyclic", "take:cimetidine", "take:lithium"),
    "tca.i2": ("tricyclic", "take:paroxetine", "take:mirtazapine"),
    "tca.i3": ("tricyclic", "take:flecainide", "take:amlodipine"),
    "tca.i4": ("tricyclic", "take:clonidine", "take:doxazosin"),
    "tca.i5": ("tricyclic", "take:levothyroxine", "yes:thyroid_risk"),
    "tca.p1": ("tricyclic", *PREGNANCY),
    "maoi.c1": ("maoi", "stop:fluoxetine:34", "stop:fluoxetine:35"),
    "maoi.c2": ("maoi", "stop:phenelzine:13", "stop:phenelzine:14"),
    "maoi.c3": ("maoi", "yes:cannot_follow_tyramine_diet", "yes:salt_or_coffee_changing"),
    "maoi.c4": ("maoi", "yes:pregnant", "yes:planning_pregnancy"),
    "maoi.c5": ("maoi", "stop:phenelzine:13", "stop:phenelzine:14"),
    "maoi.c6": ("maoi", "yes:anaesthesia_planned", "yes:anaesthetic_risk"),
    "maoi.c7": ("maoi", "age:from_18_to_24", "age:from_65"),
    "maoi.c8": ("maoi", "yes:phaeochromocytoma", "yes:diabetes"),
    "maoi.c9": ("maoi", "yes:hypertension", "yes:diabetes"),
    "maoi.c10": ("maoi", "yes:abnormal_liver_tests", "yes:kidney_disease"),
    "maoi.c11": ("maoi", "yes:severe_kidney_disease", "yes:kidney_disease"),
    "maoi.i1": ("maoi", "take:bupropion", "stop:bupropion:1"),
    "maoi.i2": ("maoi", "take:dextromethorphan", "take:codeine"),
    "maoi.i3": ("maoi", "take:meperidine", "take:oxycodone"),
    "maoi.i4": ("maoi", "take:phenylephrine", "take:amlodipine"),
    "maoi.i5": ("maoi", "take:methylene_blue", "take:rifampin"),
    "maoi.i6": ("maoi", "take:St_John's_wort", "take:lamotrigine"),
    "maoi.i7": ("maoi", "take:reserpine", "take:amlodipine"),
    "maoi.i8": ("maoi", "take:buspirone", "take:lorazepam"),
    "maoi.i9": ("maoi", "take:Spravato", "take:lithium"),
    "maoi.i10": ("maoi", "yes:keeps_tyramine_foods", "yes:drinks_alcohol"),
    "maoi.p1": ("maoi", *PREGNANCY),
    "iv_ketamine.c1": ("iv_ketamine", "yes:unstable_heart_disease", "yes:hypertension"),
    "iv_ketamine.c2": ("iv_ketamine", "yes:psychosis", "yes:bipolar_diathesis"),
    "iv_ketamine.c3": ("iv_ketamine", "yes:active_substance_misuse", "yes:misuse_risk"),
    "iv_ketamine.c4": ("iv_ketamine", "yes:ketamine_home_or_compounded", "yes:uses_nasal_sprays"),
    "iv_ketamine.c5": ("iv_ketamine", "yes:lower_urinary_symptoms", "yes:chronic_constipation"),
    "iv_ketamine.i1": ("iv_ketamine", "take:morphine", "take:sumatriptan"),
    "iv_ketamine.i2": ("iv_ketamine", "take:liothyronine", "take:lithium"),
    "intranasal_esketamine.c1": ("iv_ketamine", "yes:aneurysm_or_avm", "yes:recent_stroke"),
    "intranasal_esketamine.c2": ("esketamine", "yes:intracerebral_haemorrhage", "yes:recent_stroke"),
    "intranasal_esketamine.c3": ("esketamine", "yes:ketamine_allergy", "yes:uses_nasal_sprays"),
    "intranasal_esketamine.c4": ("esketamine", "yes:hypertension", "yes:diabetes"),
    "intranasal_esketamine.c5": ("esketamine", "yes:psychosis", "yes:bipolar_diathesis"),
    "intranasal_esketamine.c6": ("esketamine", "yes:misuse_risk", "yes:overdose_risk"),
    "intranasal_esketamine.c7": ("esketamine", "age:from_18_to_24", "age:from_65"),
    "intranasal_esketamine.i1": ("esketamine", "take:lorazepam", "take:sumatriptan"),
    "intranasal_esketamine.i2": ("esketamine", "take:sumatriptan", "take:ramipril"),
    "intranasal_esketamine.i3": ("esketamine", "yes:uses_nasal_sprays", "yes:drinks_alcohol"),
    "intranasal_esketamine.p1": ("iv_ketamine", "yes:pregnant", "yes:could_become_pregnant"),
    "rtms_tbs.c1": ("rtms", "yes:metal_near_coil", "yes:drives"),
    "rtms_tbs.c2": ("rtms", "yes:pacemaker_or_icd", "yes:arrhythmia"),
    "rtms_tbs.c3": ("rtms", "yes:lowered_seizure_threshold", "yes:parkinson_disease"),
    "rtms_tbs.c4": ("rtms", "yes:bipolar_diathesis", "yes:psychosis"),
    "rtms_tbs.i1": ("rtms", "take:clonazepam", "take:morphine"),
    "ect.c1": ("ect", "yes:recent_stroke", "yes:diabetes"),
    "ect.c2": ("ect", "yes:raised_intracranial_pressure", "yes:seizure_disorder"),
    "ect.c3": ("ect", "yes:unstable_angina", "yes:hypertension"),
    "ect.c4": ("ect", "yes:severe_valve_disease", "yes:heart_failure"),
    "ect.c5": ("ect", "yes:aneurysm_or_avm", "yes:hypertension"),
    "ect.c6": ("ect", "yes:recent_stroke", "yes:cerebrovascular_disease"),
    "ect.c7": ("ect", "yes:severe_lung_disease", "yes:surgical_risk"),
    "ect.c8": ("ect", "yes:head_injury", "yes:parkinson_disease"),
    "ect.c9": ("ect", "yes:no_lawful_consent", "yes:dementia"),
    "ect.i1": ("ect", "take:topiramate", "take:lithium"),
    "ect.i2": ("ect", "take:lithium", "take:lorazepam"),
    "ect.p1": ("ect", *PREGNANCY),
    "tdcs.c1": ("tdcs", "yes:treatment_resistant", "yes:metal_near_coil"),
    "vns.c1": ("vns", "yes:fast_relief_needed", "yes:drives"),
    "vns.c2": ("vns", "yes:surgical_risk", "yes:neurosurgical_risk"),
    "vns.c3": ("vns", "yes:tms_planned", "yes:ect_course_now"),
    "dbs.c1": ("dbs", "yes:neurosurgical_risk", "yes:severe_debility"),
    "dbs.c2": ("dbs", "yes:noninvasive_untried", "yes:treatment_resistant"),
    "dbs.c3": ("dbs", "yes:tms_planned", "yes:ect_course_now"),
    "behavioural_activation.c1": ("behavioural_activation", "yes:suicidality_active", "yes:overdose_risk"),
    "behavioural_activation.p1": ("behavioural_activation", *PREGNANCY),
    "cbt.c1": ("cbt", "yes:psychosis", "yes:bipolar_diathesis"),
    "cbt.p1": ("cbt", *PREGNANCY),
    "ipt.c1": ("ipt", "yes:psychosis", "yes:bipolar_diathesis"),
    "ipt.p1": ("ipt", *PREGNANCY),
    "trauma_focused.c1": ("trauma_focused", "yes:suicidality_active", "yes:self_harm_now"),
    "trauma_focused.c2": ("trauma_focused", "yes:self_harm_now", "yes:misuse_risk"),
    "trauma_focused.p1": ("trauma_focused", *PREGNANCY),
}
FOR_EVERYONE = {"intranasal_esketamine.i4", "tdcs.c2"}


def person(words: str, option: str) -> PatientFacts:
    """Make a person from words such as ``yes:pregnant``, ``stop:fluoxetine:34``, ``plan:bupropion``."""
    told = [word.split(":") for word in words.split()]
    named = {rest[0].replace("_", " ") for kind, *rest in told if kind in ("take", "stop")}
    groups = {key for name in named for key in RULES.drugs.groups_of(RULES.drugs.resolve(name).key or "")}
    facts = PatientFacts(
        age="from_25_to_64",
        answers=dict.fromkeys(FACTS, "no"),
        all_drugs_listed="yes",
        all_stopped_listed="yes",
        drug_groups={group: "no" for group in OPEN_GROUPS if group not in groups},
        recent_groups={group: "no" for group in OPEN_GROUPS if group not in groups},
        planned={key: (drug,) for key, drug in PLAIN.items()},
    )
    for kind, *rest in told:
        match kind:
            case "yes":
                facts = facts.with_answer(rest[0], "yes")
            case "take":
                facts = facts.with_drug(rest[0].replace("_", " "))
            case "stop":
                facts = facts.with_drug(rest[0], last_dose=ON - dt.timedelta(days=int(rest[1])))
            case "plan":
                facts = facts.with_(planned={**facts.planned, option: (rest[0],)})
            case "age":
                facts = facts.with_(age=rest[0])
    return facts


def test_the_table_holds_every_rule():
    assert set(TABLE) | FOR_EVERYONE == set(RULES.by_id)
    assert not set(TABLE) & FOR_EVERYONE


@pytest.mark.parametrize("rule", TABLE)
def test_a_rule_fires_for_one_person_and_not_for_another_close_by(rule):
    option, firing, quiet = TABLE[rule]
    fires, rests = (verdicts(person(words, option), RULES, LIBRARY, on=ON)[option] for words in (firing, quiet))
    assert rule in {finding.rule for finding in fires.fired}
    assert fires.level != "nothing_found"
    assert rule not in {finding.rule for finding in (*rests.fired, *rests.cannot_tell)}


def test_for_a_person_with_every_no_only_what_holds_for_everyone_fires():
    found = verdicts(person("", ""), RULES, LIBRARY, on=ON)
    assert {finding.rule for verdict in found.values() for finding in verdict.fired} == FOR_EVERYONE

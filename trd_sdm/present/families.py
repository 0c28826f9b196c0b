"""Kinds of options, as headings for the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trd_sdm.evidence import Option

STAY, MEDICINE, KETAMINE = "Stay", "Change or add a medicine", "Ketamine medicines"
BRAIN, TALK = "Brain stimulation", "Talking therapy"

FAMILIES: dict[str, str] = {
    "stay_optimise": STAY,
    "switch_antidepressant": MEDICINE,
    "augment_antipsychotic": MEDICINE,
    "augment_lithium": MEDICINE,
    "augment_t3": MEDICINE,
    "combine_antidepressants": MEDICINE,
    "tricyclic": MEDICINE,
    "maoi": MEDICINE,
    "iv_ketamine": KETAMINE,
    "esketamine": KETAMINE,
    "rtms": BRAIN,
    "ect": BRAIN,
    "tdcs": BRAIN,
    "vns": BRAIN,
    "dbs": BRAIN,
    "behavioural_activation": TALK,
    "cbt": TALK,
    "ipt": TALK,
    "trauma_focused": TALK,
}


def family(option: Option) -> str:
    """Give the heading an option stands under; one the list does not know stands under its own."""
    return FAMILIES.get(option.id, "Other options")

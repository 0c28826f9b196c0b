import pytest

from trd_sdm.present.speech import slips


@pytest.mark.parametrize(
    "text",
    [
        "This is a common side effect.",
        "Very rare harm",
        "Headache is uncommon",
        "It happens frequently",
        "It often helps",
        "People sometimes feel sick",
        "Serious but unusual harm",
        "You will probably feel better",
        "More likely to help",
        "It is unlikely",
        "1 in 5 people",
        "one in 20 people",
        "30% feel better",
        "30 per cent feel better",
        "twice as many",
        "a high risk of falls",
        "The best choice",
        "This drug is superior",
        "We recommend it",
        "You should choose ECT",
        "poor adherence",
        "a breakthrough",
    ],
)
def test_what_we_do_not_say_is_found(text):
    assert slips(text)


@pytest.mark.parametrize(
    "text",
    [
        "33 of 100 people feel much better; 67 do not",
        "likely between 28 and 47",
        "fit 58, likely under 0 to 72",
        "How often does each option come out first?",
        "24 in 100 feel much better",
        "This is common sense.",
        "A fresh start",
        "Take it with food",
        "The raised rail was greatest",
    ],
)
def test_what_we_do_say_passes(text):
    assert slips(text) == ()


def test_slips_tell_where_and_why():
    first, second = slips("It is rare, and the best.")
    assert (first.words, first.place) == ("rare", 6)
    assert "out of 100" in first.why
    assert "rank" in second.why

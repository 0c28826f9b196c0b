"""A field questions words that may point at a person, and takes the question back with them."""

from trd_sdm.app.parts import TextField


def test_a_field_asks_about_a_name_and_stops_asking_when_it_is_gone():
    field = TextField("visit.note", "Note", "Ms Brown is here")
    assert field.question == "This may be a name: “Ms Brown”. Can it stay out? Nothing here needs it."
    field.value = "My aunt is here"
    assert field.question == ""
    field.value = "Mail anna@example.org"
    assert "an email address" in field.question
    field.value = None
    assert field.question == ""

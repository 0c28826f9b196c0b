"""What may wait is closed on the short path and open on the full one."""

from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.welcome import WelcomePage
from trd_sdm.app.parts import Fold, Markup, folding
from trd_sdm.evidence import load_library


def test_a_fold_is_closed_until_it_is_opened():
    assert not Fold("More").is_open
    box = folding(Fold("More", is_open=True), [Markup("<p>later</p>")])
    assert "trd-folding" in box._dom_classes


def test_another_path_opens_what_may_wait_and_closes_it_again():
    model = SessionModel(load_library())
    page = WelcomePage(model)
    assert [fold.is_open for fold in page.folds] == [True]
    for path, is_open in (("short", False), ("full", True)):
        model.take("visit.path", path)
        page.show(shown=True)
        assert [fold.is_open for fold in page.folds] == [is_open]

"""Which page shows which screen, in the order of the conversation."""

from __future__ import annotations

from trd_sdm.app.pages.adds_up import AddsUpPage
from trd_sdm.app.pages.beside import BesidePage
from trd_sdm.app.pages.calendar import CalendarPage
from trd_sdm.app.pages.checks import ContributorsPage, LookalikesPage
from trd_sdm.app.pages.choice import ChoicePage
from trd_sdm.app.pages.criteria import CriteriaPage
from trd_sdm.app.pages.everyday import EverydayPage
from trd_sdm.app.pages.health import HealthPage
from trd_sdm.app.pages.local import LocalPage
from trd_sdm.app.pages.numbers import NumbersPage
from trd_sdm.app.pages.options import OptionsPage
from trd_sdm.app.pages.page import Page
from trd_sdm.app.pages.plan import PlanPage
from trd_sdm.app.pages.points import PointsPage
from trd_sdm.app.pages.review import ReviewPage
from trd_sdm.app.pages.safety import SafetyPage
from trd_sdm.app.pages.sure import SurePage
from trd_sdm.app.pages.take_home import TakeHomePage
from trd_sdm.app.pages.tradeoffs import TradeoffsPage
from trd_sdm.app.pages.trials import TrialsPage
from trd_sdm.app.pages.weigh import WeighPage
from trd_sdm.app.pages.welcome import WelcomePage
from trd_sdm.app.pages.what_changes import WhatChangesPage
from trd_sdm.session.screens import SCREENS, Screen, Step

STEP_LABELS: dict[Step, str] = {
    "welcome": "Welcome",
    "safety": "Staying safe",
    "review": "Before we choose",
    "matters": "What matters",
    "compare": "Compare",
    "weigh": "Weigh",
    "plan": "Plan",
    "take_home": "Check and take home",
}
_PAGES: tuple[type[Page], ...] = (
    WelcomePage,
    SafetyPage,
    TrialsPage,
    AddsUpPage,
    LookalikesPage,
    ContributorsPage,
    EverydayPage,
    HealthPage,
    ReviewPage,
    CriteriaPage,
    PointsPage,
    TradeoffsPage,
    LocalPage,
    OptionsPage,
    BesidePage,
    NumbersPage,
    CalendarPage,
    WeighPage,
    WhatChangesPage,
    ChoicePage,
    PlanPage,
    SurePage,
    TakeHomePage,
)
PAGES: dict[Screen, type[Page]] = {screen: page for screen in SCREENS for page in _PAGES if page.name == screen}

"""Whether a text says every count of people in both frames: those it happens to, and the others."""

import re

COUNT = re.compile(r"\b(\d[\d,]*)(?: or more)? (?:of|in|out of) (100|1,000)\b")
OF_PEOPLE = re.compile(
    r"\b(\d+) (?:of|in|out of) (100) (?:people|tries|who|do|did|does|feel|stop|slip|get|had|have|would|users|lived)\b"
)


def in_one_frame(text: str, count: re.Pattern[str] = COUNT) -> list[str]:
    """Give each count of people that stands without the count of the others."""
    found = [
        (match[0], int(match[2].replace(",", "")) - int(match[1].replace(",", ""))) for match in count.finditer(text)
    ]
    return [said for said, rest in found if not re.search(rf"\b{rest}\b", text)]

"""What every value of the library shares: frozen, nothing unknown let in, no number made from text."""

from __future__ import annotations

from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    WrapSerializer,
)

T = TypeVar("T")

LARGEST = 1e9  # far beyond any number worth storing; keeps arithmetic finite
Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Key = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]{0,63}$")]
EvidenceId = Annotated[str, Field(strict=True, pattern=r"^[A-Z]{3}-[0-9]{3}$")]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    return text


Text = Annotated[str, Field(strict=True, min_length=1, max_length=4000), AfterValidator(_not_blank)]


def _plain(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return handler(dict(value))


FrozenDict = Annotated[dict[str, T], AfterValidator(MappingProxyType), WrapSerializer(_plain)]
"""A mapping that is read-only once validated; typed as a dict because it reads like one."""


class Frozen(BaseModel):
    """Base of every value here: set once, and an entry it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

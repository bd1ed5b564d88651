"""Money over the quarters becomes bars; templates only draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD, FOOT, TALLEST, GAP = 18.0, 22.0, 84.0, 0.28


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter: where its bar stands, how long it is, and the amount in words above or below it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    quarter: str
    amount: str
    amount_y: float
    comes_back: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on a zero line; those below it are money that comes back. `title` says what the chart shows."""

    width: float
    height: float
    zero: float
    bars: tuple[Bar, ...]
    title: str


def quarter_bars(
    quarters: Sequence[str], amounts: Sequence[float], words: Sequence[str], title: str, width: float = 640.0
) -> Bars:
    """Bars from a name, an amount and its words for each quarter; a bar that is nothing has no words."""
    step = width / len(quarters)
    out, back = max((*amounts, 0.0)), -min((*amounts, 0.0))
    scale = TALLEST / (out + back) if out + back else 0.0
    zero = HEAD + out * scale
    bars = []
    for number, (quarter, amount, word) in enumerate(zip(quarters, amounts, words, strict=True)):
        height = abs(amount) * scale
        top = zero - height if amount >= 0 else zero
        bars.append(
            Bar(
                x=round(number * step + step * GAP / 2, 1),
                y=round(top, 1),
                width=round(step * (1 - GAP), 1),
                height=round(height, 1),
                middle=round((number + 0.5) * step, 1),
                quarter=quarter,
                amount=word if round(amount) else "",
                amount_y=round(top - 4 if amount >= 0 else top + height + 11, 1),
                comes_back=amount < 0,
            )
        )
    return Bars(width, round(HEAD + TALLEST + FOOT + (12 if back else 0), 1), round(zero, 1), tuple(bars), title)

"""Rounding, money, dates and quarters; the only place where a number becomes text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assessment.terms import Language

MANWON_IN_EOK = 10_000
MANWON_IN_MILLION = 100
QUARTERS_A_YEAR = 4
DIGITS_SHOWN = 12


def points(value: float) -> str:
    """A score 0–100 without decimals; halves go up, so that 42.5 reads 43 in both doors.

    >>> points(42.5)
    '43'
    """
    return str(int(value + 0.5))


def level(value: float) -> str:
    """A mean level with one decimal."""
    return f"{value:.1f}"


def percent(share: float) -> str:
    """A share 0–1 as whole percent."""
    return f"{int(100 * share + 0.5)}%"


def plain_number(value: float) -> str:
    """A number with its thousands parted and without decimals that say nothing.

    >>> plain_number(12000.0), plain_number(2.5)
    ('12,000', '2.5')
    """
    return f"{value:,.{DIGITS_SHOWN}g}"


def money(manwon: float, language: Language) -> str:
    """An amount in 만원 or 억원; in English in million won.

    >>> money(12300, Language.KO), money(800, Language.KO), money(0, Language.KO)
    ('1억 2,300만원', '800만원', '0원')
    >>> money(850, Language.EN)
    'KRW 8.5 million'
    """
    amount = round(manwon)
    if language is Language.EN:
        million = amount / MANWON_IN_MILLION
        return f"KRW {million:,.1f} million".replace(".0 ", " ") if amount else "KRW 0"
    eok, rest = divmod(amount, MANWON_IN_EOK)
    parts = [f"{eok:,}억"] if eok else []
    if rest:
        parts.append(f"{rest:,}만")
    return f"{' '.join(parts)}원" if parts else "0원"


def bare_money(manwon: float, language: Language) -> str:
    """An amount as a figure alone, for a chart that names its unit once: 만원, in English million won; signed.

    >>> bare_money(9870, Language.KO), bare_money(-9870, Language.EN)
    ('9,870', '−98.7')
    """
    amount = abs(round(manwon))
    text = f"{amount / MANWON_IN_MILLION:,.1f}".removesuffix(".0") if language is Language.EN else f"{amount:,}"
    return f"−{text}" if round(manwon) < 0 else text


def money_range(low: int, high: int, language: Language) -> str:
    """A range of money; one amount where both ends agree.

    >>> money_range(150, 400, Language.KO)
    '150만–400만원'
    """
    if low == high:
        return money(low, language)
    if language is Language.EN:
        tail = money(high, language).removeprefix("KRW ")
        return f"{money(low, language).removesuffix(' million')}–{tail}"
    return f"{money(low, language).removesuffix('원')}–{money(high, language)}"


def day(value: date) -> str:
    """A date as Korean forms write it: 2026.11.22."""
    return f"{value.year}.{value.month}.{value.day}"


def quarter(start: date, offset: int, language: Language) -> str:
    """The calendar quarter `offset` quarters after the one of `start`.

    >>> quarter(date(2026, 11, 22), 1, Language.KO), quarter(date(2026, 11, 22), 1, Language.EN)
    ('27년 1분기', '2027 Q1')
    """
    year, number = _quarter(start, offset)
    return f"{year % 100}년 {number}분기" if language is Language.KO else f"{year} Q{number}"


def short_quarter(start: date, offset: int, language: Language) -> str:
    """The same for the head of a narrow column."""
    year, number = _quarter(start, offset)
    return f"{year % 100}.{number}분기" if language is Language.KO else f"{year % 100} Q{number}"


def first_day(start: date, offset: int) -> date:
    """The first day of the quarter `offset` quarters after the one of `start`.

    >>> first_day(date(2026, 11, 22), 1)
    datetime.date(2027, 1, 1)
    """
    year, number = _quarter(start, offset)
    return date(year, 3 * number - 2, 1)


def _quarter(start: date, offset: int) -> tuple[int, int]:
    index = start.year * QUARTERS_A_YEAR + (start.month - 1) // 3 + offset
    return index // QUARTERS_A_YEAR, index % QUARTERS_A_YEAR + 1


def months(value: float, language: Language) -> str:
    """Own work in person-months; below one in days of 20 a month.

    >>> months(0.3, Language.KO), months(1.5, Language.KO), months(0, Language.KO)
    ('6일', '1.5개월', '0일')
    """
    if value < 1:
        days = max(round(value * 20), 1) if value else 0
        return f"{days}일" if language is Language.KO else f"{days} day{'s' * (days > 1)}"
    text = f"{value:.1f}".removesuffix(".0")
    return f"{text}개월" if language is Language.KO else f"{text} month{'s' * (value > 1)}"


def listed(entries: Sequence[str], language: Language) -> str:
    """A list inside a sentence, with a comma (Korean) or ending in *and* (English)."""
    if language is Language.KO or len(entries) < 2:
        return ", ".join(entries)
    return f"{', '.join(entries[:-1])} and {entries[-1]}"


def about(manwon: float) -> int:
    """An estimate to its two leading digits, so that it does not look more certain than it is.

    >>> about(252.4), about(1_249), about(7.6)
    (250, 1200, 8)
    """
    whole = round(manwon)
    return round(whole, 2 - len(str(whole)))


def wage(manwon: float, language: Language) -> str:
    """What an hour of work costs, to the won.

    >>> wage(2.1, Language.KO), wage(2.1, Language.EN)
    ('21,000원', 'KRW 21,000')
    """
    won = f"{manwon * MANWON_IN_EOK:,.0f}"
    return f"{won}원" if language is Language.KO else f"KRW {won}"


def owner_number(name: str, value: float, language: Language) -> str:
    """One of the numbers that an owner gives, by its name in `OwnerNumbers`; what is no money and no time is a rate.

    >>> owner_number("downtime_hours", 300, Language.KO), owner_number("defect_rate", 2.5, Language.KO)
    ('300시간', '2.5%')
    """
    if name in ("sales", "energy_bill"):
        return money(value, language)
    if name == "hourly_labour_cost":
        return wage(value, language)
    if name == "downtime_hours":
        return f"{plain(value)}시간" if language is Language.KO else f"{plain(value)} hours"
    return f"{plain(value)}%"


def plain(value: float) -> str:
    """A number as its owner wrote it, with commas.

    >>> plain(300.0), plain(2.5)
    ('300', '2.5')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def plain_range(low: float, high: float) -> str:
    """A range of small numbers with at most one decimal; one number where both ends agree.

    >>> plain_range(1.5, 10.04), plain_range(5, 5)
    ('1.5–10', '5')
    """
    first, last = plain(round(low, 1)), plain(round(high, 1))
    return first if first == last else f"{first}–{last}"

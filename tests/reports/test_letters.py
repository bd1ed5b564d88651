"""Letters to print: one a page whatever is written in them, in Korean, with nothing left out."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import pypdfium2

from reports.letters import CampaignLetters
from tests.builders_campaigns import batch, campaign, letters
from tests.webclient import text_of

PAPERS = CampaignLetters(nullcontext)


def test_the_longest_letter_stays_on_its_page() -> None:
    long = replace(
        letters(3),
        campaign=campaign(name="가나다라마바사" * 11),
        batch=batch("마" * 40, 3, "바" * 80),
        address=f"https://{'long-' * 20}.example.org/",
    )
    assert len(pypdfium2.PdfDocument(PAPERS.letters_pdf(long))) == 3


def test_a_letter_says_what_the_invited_must_know() -> None:
    text = text_of(PAPERS.letters_pdf(letters(1)))
    for words in ("AAAA0-BBBBB", "https://example.org/", "24개", "만든 사람은 번호를 볼 수 있었습니다", "편지 1 / 1"):
        assert words in text
    assert "컨설턴트도 귀사가 번호를 알려 주지 않으면" in text

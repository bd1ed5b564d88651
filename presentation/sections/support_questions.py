"""The questions of support programmes as a form: what would settle most first, what is answered already behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.instrument.values import LEGAL_CLASSES
from presentation.sections.choices import Choice
from presentation.sections.parts import Reader
from presentation.sections.support import ANSWER, open_fields

ASKED_FIRST = 6
SALES, CERTIFICATE, LEGAL_CLASS = "sales_average", "official_level", "legal_class"


@dataclass(frozen=True, slots=True)
class Asked:
    """One yes/no question, how much hangs on it, and the answer so far."""

    id: str
    text: str
    hangs: str
    answer: bool | None


@dataclass(frozen=True, slots=True)
class SupportQuestions:
    """Everything that is asked: the legal class, questions, and what the company's description lacks."""

    sentence: str
    classes: tuple[Choice, ...]
    class_hangs: str
    first: tuple[Asked, ...]
    rest: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    wants_sales: bool
    wants_certificate: bool


def support_questions(reader: Reader, answers: Mapping[str, bool]) -> SupportQuestions:
    """The form for one company; `answers` are those to show, stored or just given."""
    stored = reader.diagnosis.case.profile.support_answers
    missing = open_fields(reader.diagnosis.support)
    texts = {question.id: question.text.in_(reader.language) for question in reader.diagnosis.catalogue.questions}

    def asked(question: str) -> Asked:
        calls = missing.get(f"{ANSWER}{question}", 0)
        hangs = reader.say("support.hangs", count=calls) if calls else ""
        return Asked(question, texts[question], hangs, answers.get(question))

    waiting = [field.removeprefix(ANSWER) for field in missing if field.removeprefix(ANSWER) in texts]
    settled = [question for question in texts if question in stored and question not in waiting]
    class_calls = missing.get(LEGAL_CLASS, 0)
    return SupportQuestions(
        sentence=reader.say("support.ask", count=len(missing)) if missing else reader.say("support.all_asked"),
        classes=tuple(
            Choice(name, reader.say(f"legal_class.{name}"), reader.say(f"legal_class.{name}_means"))
            for name in LEGAL_CLASSES
        ),
        class_hangs=reader.say("support.hangs", count=class_calls) if class_calls else "",
        first=tuple(map(asked, waiting[:ASKED_FIRST])),
        rest=tuple(map(asked, waiting[ASKED_FIRST:])),
        answered=tuple(map(asked, settled)),
        wants_sales=SALES in missing,
        wants_certificate=CERTIFICATE in missing,
    )

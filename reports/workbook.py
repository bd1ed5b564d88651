"""The answer workbook: choose from lists, send the file back, ``flask diagnose`` reads it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from assessment.instrument.values import UseState
from assessment.terms import Language
from presentation.paper import Choice, Paper
from presentation.wording import say

FORMAT = "kkweda/answer-workbook/1"
LEVELS = ("0", "1", "2", "3", "4", "5")
OWN_PRODUCTS = ("0", "1-49", "50-99", "100")
COMPANY_ROWS = (
    "name",
    "division",
    "workers",
    "region",
    "own_products",
    "concern_1",
    "concern_2",
    "concern_3",
    "certificate",
    "certificate_day",
    "business_number",
)


def write_answer_workbook(paper: Paper) -> bytes:
    """An empty workbook for one company; the ids that the reader needs stand in narrow grey columns."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    desk = _Desk(book, Language(paper.language))
    desk.company(paper)
    desk.answers(paper)
    desk.ai(paper)
    desk.lists(paper)
    book.close()
    return out.getvalue()


@dataclass
class _Desk:
    """The workbook while it is written."""

    book: Any
    language: Language
    looks: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = {
            "head": self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            "wrap": self.book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "fill": self.book.add_format({"bg_color": "#f4f6f8", "border": 1, "num_format": "@", "valign": "top"}),
            "grey": self.book.add_format({"font_color": "#8795a5", "valign": "top"}),
        }

    def say(self, key: str, **params: object) -> str:
        return say(self.language, key, **params)

    def company(self, paper: Paper) -> None:
        sheet = self.book.add_worksheet("company")
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 40)
        self._row(sheet, 0, ("format", FORMAT, ""), "grey")
        self._row(sheet, 1, ("questionnaire", paper.questionnaire, paper.title), "grey")
        self._row(sheet, 2, ("content_hash", paper.content_hash, ""), "grey")
        for number, key in enumerate(COMPANY_ROWS, 4):
            sheet.write_string(number, 0, key, self.looks["grey"])
            sheet.write_string(number, 1, self.say(f"workbook.{key}"), self.looks["wrap"])
            sheet.write_blank(number, 2, None, self.looks["fill"])
        lists = {"division": "divisions", "region": "regions", "certificate": "ladder"}
        lists |= {f"concern_{n}": "concerns" for n in (1, 2, 3)}
        for key, name in lists.items():
            sheet.data_validation(4 + COMPANY_ROWS.index(key), 2, 4 + COMPANY_ROWS.index(key), 2, self._from(name))
        row = 4 + COMPANY_ROWS.index("own_products")
        sheet.data_validation(row, 2, row, 2, self._one_of(OWN_PRODUCTS))

    def answers(self, paper: Paper) -> None:
        sheet = self.book.add_worksheet("answers")
        sheet.freeze_panes(1, 2)
        widths = (5, 30, 9, 12, 30, *([26] * 6))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        head = ("id", self.say("workbook.question"), self.say("workbook.answer"), self.say("workbook.evidence"))
        self._row(sheet, 0, (*head, self.say("workbook.note"), "0", "1", "2", "3", "4", "5"), "head")
        row = 1
        for station in paper.stations:
            for item in station.items:
                sheet.write_string(row, 0, item.id, self.looks["grey"])
                sheet.write_string(row, 1, f"{item.name}\n{item.question}", self.looks["bold"])
                for column in (2, 3, 4):
                    sheet.write_blank(row, column, None, self.looks["fill"])
                for level, anchor in enumerate(item.anchors):
                    other = item.variant_anchors[level] if item.variant_anchors else ""
                    words = f"{anchor}\n({self.say('paper.variant_short')}: {other})" if other else anchor
                    sheet.write_string(row, 5 + level, words, self.looks["wrap"])
                aside = ["dk question.dont_know", *(["na question.not_applicable"] if item.not_applicable else [])]
                sheet.data_validation(row, 2, row, 2, self._one_of([*LEVELS, *self._worded(aside)]))
                evidence = self._worded(["claimed evidence.claimed", "documented evidence.documented"])
                sheet.data_validation(row, 3, row, 3, self._one_of(evidence))
                row += 1

    def ai(self, paper: Paper) -> None:
        sheet = self.book.add_worksheet("ai")
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 46)
        sheet.set_column(2, 2, 14)
        self._row(sheet, 0, ("id", self.say("ai_uses.title"), self.say("workbook.answer")), "head")
        for number, example in enumerate(paper.ai_examples, 1):
            self._row(sheet, number, (example.code, example.words), "wrap")
            sheet.write_blank(number, 2, None, self.looks["fill"])
            states = self._worded([f"{state.value} use_state.{state.value}" for state in UseState])
            sheet.data_validation(number, 2, number, 2, self._one_of(states))
        for number, rule in enumerate(paper.office_rules, len(paper.ai_examples) + 1):
            self._row(sheet, number, (f"rule:{rule.code}", rule.words), "wrap")
            sheet.write_blank(number, 2, None, self.looks["fill"])
            sheet.data_validation(number, 2, number, 2, self._one_of(self._worded(["yes yes", "no no"])))

    def lists(self, paper: Paper) -> None:
        sheet = self.book.add_worksheet("lists")
        groups: dict[str, Sequence[Choice]] = {
            "divisions": paper.divisions,
            "regions": paper.regions,
            "concerns": paper.concerns,
            "ladder": paper.ladder,
        }
        for column, (name, choices) in enumerate(groups.items()):
            sheet.write_string(0, column, name)
            for number, choice in enumerate(choices, 1):
                sheet.write_string(number, column, f"{choice.code} {choice.words}")
            letter = chr(ord("A") + column)
            self.book.define_name(name, f"=lists!${letter}$2:${letter}${len(choices) + 1}")
        sheet.hide()

    def _row(self, sheet: Any, number: int, cells: Sequence[str], look: str) -> None:
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell, self.looks[look])

    def _worded(self, entries: Sequence[str]) -> list[str]:
        """Codes with their words, as ``dk 잘 모르겠어요``; the reader takes the code."""
        return [f"{code} {self.say(key)}" for code, key in (entry.split(" ") for entry in entries)]

    def _from(self, name: str) -> dict[str, object]:
        return {"validate": "list", "source": f"={name}", "error_message": self.say("workbook.choose")}

    def _one_of(self, words: Sequence[str]) -> dict[str, object]:
        return {"validate": "list", "source": list(words), "error_message": self.say("workbook.choose")}

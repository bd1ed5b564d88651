"""Builders for suppliers, partners, tasks and the invented association."""

from __future__ import annotations

from functools import cache

from assessment.catalogue import Alliance, Catalogue, Industry, Region
from assessment.instrument.edition import AiExample, Condition, NotApplicableRule, Questionnaire
from services.demo import DemoCompany, invent_companies
from tests import builders as make

INDUSTRIES = ("10", "22", "25", "29", "30")


def demo_edition() -> Questionnaire:
    """An edition with two AI examples in which D3 may be not applicable for companies without own products."""
    rule = NotApplicableRule(Condition("equals", "own_products", 0), make.text("no own product"))
    return make.questionnaire(
        {"D3": make.item("D3", not_applicable=rule)},
        ai_examples=(
            AiExample("ai-vision", make.text("vision"), True, "uc-0"),
            AiExample("ai-writing", make.text("writing"), False, "uc-1"),
        ),
    )


def demo_catalogue(**changes: object) -> Catalogue:
    """Five divisions, two regions and six use cases."""
    use_cases = tuple(make.use_case(f"uc-{n}", {f"P{n % 5 + 1}": 2}, cell=f"cell-{n % 5 + 1}-D") for n in range(6))
    return make.catalogue(
        **{
            "industries": tuple(Industry(d, make.text(d), make.text("words")) for d in INDUSTRIES),
            "regions": (
                Region("41", make.text("Gyeonggi"), True, None, None),
                Region("48", make.text("Gyeongnam"), False, None, None),
            ),
            "use_cases": use_cases,
            "alliances": (demo_alliance(),),
            **changes,
        }
    )


def demo_alliance() -> Alliance:
    """Three industries, one of them far wider than the others, and a group that takes everybody."""
    return make.alliance(
        make.subcommittee("ind-metal", industries={"25": 1.0, "29": 1.0, "30": 0.5}),
        make.subcommittee("ind-plastic", industries={"22": 1.0}),
        make.subcommittee("ind-food", industries={"10": 1.0, "99": 1.0}),
        make.subcommittee("data"),
    )


@cache
def demo_companies(count: int = 300, seed: int = 7) -> tuple[DemoCompany, ...]:
    """Invented companies of the small world above."""
    return invent_companies(demo_edition(), demo_catalogue(), demo_alliance(), seed, count)

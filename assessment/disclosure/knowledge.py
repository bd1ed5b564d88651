"""What is known of one block of figures over all releases, as columns and rows of a linear program."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from assessment.disclosure.program import ENDLESS, MOST, Program, Solver
from assessment.disclosure.reading import Block, Reading, Spot, Sum, find_sums, inner_cohorts
from assessment.disclosure.values import TOTAL, Cohort, Kind

NEARLY = 1e-6
Pair = tuple[Spot, Spot]
"""The same cohort in two releases, the later one first."""


@dataclass
class Knowledge:
    """Counts and summed scores of one subject by release and cohort, and of all companies where they bind them."""

    reading: Reading
    block: Block
    program: Program = field(default_factory=Program)
    counts: dict[Spot, int] = field(default_factory=dict)
    scores: dict[Spot, int] = field(default_factory=dict)
    sums: dict[int, list[Sum]] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        cohorts = self.reading.blocks[self.block]
        for number in sorted(cohorts):
            self._know_counts(number, cohorts[number])
            self._know_scores(number, cohorts[number])
        for number in sorted(cohorts):
            self._know_growth(number)
        if self.left:
            self._suppose_that_few_left()

    def count(self, spot: Spot) -> int:
        """The column of a count."""
        if spot not in self.counts:
            self.counts[spot] = self.program.column(
                self.reading.counts.get(spot, (self.reading.floors.get(spot, 0.0), MOST))
            )
        return self.counts[spot]

    def is_listed(self, spot: Spot) -> bool:
        """Whether a release shows or withholds this count."""
        return spot in self.reading.counts or spot in self.reading.hidden

    # --- one release ---

    def _know_counts(self, number: int, cohorts: set[Cohort]) -> None:
        """Cohorts add up, and are parts of all companies of their class."""
        dimensions, subject = self.reading.dimensions(number), self.block[0]
        classes = {named: self._class_of(number, named) for named in cohorts}
        everybody = {named for named in classes.values() if self.is_listed((number, ("", named)))}
        mine = cohorts | (everybody if not subject else set())
        self.sums[number] = list(find_sums({*mine, *inner_cohorts(mine, dimensions)}, dimensions))
        for named in sorted(mine):
            self.count((number, (subject, named)))
        for known in self.sums[number]:
            self._add_up(known, lambda named: self.count((number, (subject, named))))
        if subject:
            for known in find_sums(everybody, dimensions):
                self._add_up(known, lambda named: self.count((number, ("", named))))
            for named in sorted(cohorts):
                if classes[named] in everybody:
                    larger = self.count((number, ("", classes[named])))
                    self.program.row({larger: 1.0, self.count((number, (subject, named))): -1.0})

    def _class_of(self, number: int, named: Cohort) -> Cohort:
        dimensions = self.reading.dimensions(number)
        return tuple(pair for pair in named if dimensions[pair[0]].kind is Kind.CLASS)

    def _add_up(self, known: Sum, column: object) -> None:
        weights = {column(known.of): 1.0, **{column(part): -1.0 for part in known.parts}}  # type: ignore[operator]
        self.program.row(weights, 0.0, 0.0 if known.whole else ENDLESS)

    def _know_scores(self, number: int, cohorts: set[Cohort]) -> None:
        """The scores of a cohort together lie between its count times the ends of its mean, and add up."""
        policy, subject = self.reading.releases[number].policy, self.block[0]
        mine = set()
        for named in sorted(cohorts):
            spot = (number, (subject, named))
            if spot in self.reading.means or spot in self.reading.hidden_means:
                mine.add(named)
                low, high = self.reading.means.get(spot, policy.scale)
                self.scores[spot] = column = self.program.column((0.0, MOST * policy.scale[1]))
                self.program.row({column: 1.0, self.count(spot): -low})
                self.program.row({column: -1.0, self.count(spot): high})
        for known in find_sums(mine, self.reading.dimensions(number)):
            self._add_up(known, lambda named: self.scores[number, (subject, named)])
        for named in sorted(mine):
            self._know_answers(number, named, cohorts)

    def _know_answers(self, number: int, named: Cohort, cohorts: set[Cohort]) -> None:
        """Each answer stands for a range of scores; the finest answers that are listed say most."""
        subject = self.block[0]
        for dimension in self.reading.dimensions(number).values():
            if dimension.kind is not Kind.ANSWER:
                continue
            answers = {code: tuple(sorted([*named, (dimension.id, code)])) for code in dimension.points_under}
            listed = {code for code, answer in answers.items() if answer in cohorts}
            finest = {code for code in listed if not dimension.frontier(code, listed)[0]}
            parts, whole = dimension.frontier(TOTAL, finest)
            points = {self.count((number, (subject, answers[part]))): dimension.points_under[part] for part in parts}
            if whole:
                scores = self.scores[number, (subject, named)]
                self.program.row({scores: 1.0, **{column: -low for column, (low, _) in points.items()}})
                self.program.row({scores: -1.0, **{column: high for column, (_, high) in points.items()}})

    # --- over time ---

    def _know_growth(self, number: int) -> None:
        """Unless companies left, a cohort is the earlier one with those who joined; each exception has its own column.

        Where all answers were given anew, that holds for classes of companies alone.
        """
        policy = self.reading.releases[number].policy
        scale = policy.scale
        for spot in [spot for spot in self.counts if spot[0] == number]:
            before, (subject, named) = (number - 1, spot[1]), spot[1]
            renewed = policy.renewed and (subject or self._class_of(number, named) != named)
            if renewed or before not in self.counts:
                continue
            joined = {self.counts[spot]: 1.0, self.counts[before]: -1.0}
            self.pairs.append((spot, before))
            self._unless_left(joined)
            if spot in self.scores and before in self.scores:
                theirs = {self.scores[spot]: 1.0, self.scores[before]: -1.0}
                self._unless_left(theirs | {column: -scale[0] * sign for column, sign in joined.items()})
                self._unless_left(
                    {column: -sign for column, sign in theirs.items()}
                    | {column: scale[1] * sign for column, sign in joined.items()}
                )

    def _unless_left(self, weights: dict[int, float]) -> None:
        left = self.program.column((0.0, 0.0))
        self.left.append(left)
        self.program.row({**weights, left: 1.0})

    def _suppose_that_few_left(self) -> None:
        """Nobody left but from cohorts where somebody does in a world in which as few as possible did."""
        if not Solver(self.program, ()).is_possible():
            self._let_leave(self.left)
            least = Solver(self.program, ()).least(self.left)
            self._let_leave({column for column, left in zip(self.left, least, strict=True) if left > NEARLY})

    def _let_leave(self, columns: Collection[int]) -> None:
        for column in self.left:
            self.program.ends[column] = (0.0, ENDLESS if column in columns else 0.0)


def same_sum(sums: Iterable[Sum], hidden: set[Cohort]) -> Iterator[tuple[Cohort, Cohort]]:
    """Pairs of cohorts that alone are hidden in a sum, in both orders."""
    for known in sums:
        inside = [named for named in (known.of, *known.parts) if named in hidden]
        if len(inside) == 2 and known.whole:
            yield inside[0], inside[1]
            yield inside[1], inside[0]

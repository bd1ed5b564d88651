"""From true tables to a release: small cells are withheld, then more until none of them can be told from the rest.

Rounded mode (method 10; methods 5.1): nothing under 10 companies, counts to 5, means to 2 or 5 points, and a few more cells
where the rounded ones would leave too narrow a range. Exact mode (methods 5.2): Gauss step, audit step, fix step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, product

import numpy as np

from assessment.disclosure.figures import COMPANIES, Block, Figures, Integers
from assessment.disclosure.gauss import choose_shown
from assessment.disclosure.shown import APART, Figure, Shown, counts_behind
from assessment.disclosure.tables import CohortTable
from assessment.disclosure.values import Cell, Ledger, Measure, Mode, Place, Policy, Table
from assessment.disclosure.worlds import Known, Range, Remedy, Row, Wanted, find_narrow

NEARLY = 1e-6


Demand = tuple[tuple[Place, Measure], ...]
"""Figures of which one must be withheld, because they give somebody away together."""


def protect(
    tables: Sequence[CohortTable], policy: Policy, ledger: Ledger, *, demands: Iterable[Demand] = ()
) -> tuple[Table, ...]:
    """True tables as they may be published under a policy, beside everything that was released before.

    The same companies get the same figure, or none, in every table. `demands` come from attacks on earlier attempts.
    """
    if not tables:
        return ()
    shown = Shown(Figures(tables), policy)
    shown.withhold_sensitive()
    _withhold_told_by_time(shown, ledger)
    for demand in demands:
        _meet(shown, demand)
    if policy.mode is Mode.EXACT:
        _withhold_computable(shown)
    _withhold_narrow(shown)
    return tuple(_tables(shown))


def _withhold_told_by_time(shown: Shown, ledger: Ledger) -> None:
    """A count whose difference to the last one shown for the same place tells of a small group that came or went."""
    told = {
        table.place(cell): counts_behind(int(cell.figures[0]), release.policy)
        for release in ledger
        for table in release.tables
        for cell in table.cells
        if cell.figures
    }
    for place in told.keys() & shown.figures.columns.keys():
        column, (least, most) = shown.figures.columns[place], told[place]
        low, high = shown.low[column], shown.high[column]
        closest, farthest = max(low - most, least - high), max(high - least, most - low)
        if 0 < closest < shown.policy.threshold and farthest - closest < shown.policy.width:
            shown.counts[column] = False


def _meet(shown: Shown, demand: Demand) -> None:
    """Withhold the figure that costs least; where nothing of a demand is shown, the smallest that adds up with its first."""
    columns = [(shown.figures.columns[place], measure) for place, measure in demand if place in shown.figures.columns]
    if not columns:
        return
    near = [(c, columns[0][1]) for c in shown.figures.related(columns[0][0])]
    for candidates in (columns, near):
        open_ = [(shown.cost(column, measure), column, measure) for column, measure in candidates]
        open_ = [
            c for c in open_ if (shown.counts if c[2] is Measure.COUNT else shown.means)[c[1]] and shown.counts[c[1]]
        ]
        if open_:
            _, column, measure = min(open_)
            shown.withhold((measure, column))
            return


def _withhold_computable(shown: Shown) -> None:
    """Gauss step on the companies as such, the largest figures first."""
    mine, true = sorted(shown.figures.blocks[COMPANIES]), shown.figures.counts
    rows, known = shown.figures.as_parts(COMPANIES)
    small = [i for i, column in enumerate(mine) if not shown.counts[column]]
    wanted = [i for i, column in enumerate(mine) if shown.counts[column] and true[column]]
    kept = choose_shown(rows, known, sorted(wanted, key=lambda i: (-true[mine[i]], i)), small)
    shown.counts[[mine[i] for i in sorted(set(wanted) - set(kept))]] = False


def _withhold_narrow(shown: Shown) -> None:
    """Audit and fix steps, companies as such first, until no block holds a secret that was not looked at."""
    tried: dict[Block, Set[Figure]] = {block: set() for block in sorted(shown.figures.blocks)}
    open_ = list(tried)
    shown.follow()
    while open_:
        block = open_[0]
        tried[block] = _widen(shown, block, tried[block])
        shown.follow()
        open_ = [b for b in tried if shown.hidden(b) - tried[b]]


def _widen(shown: Shown, block: Block, tried: Set[Figure]) -> Set[Figure]:
    """Until no secret of a block is known too well, withhold more; what was tried before is left alone. The secrets tried."""
    while True:
        known, behind, at = shown.known(block)
        hidden = {figure: shown.width(figure, at[figure]) for figure in sorted(shown.hidden(block))}
        todo = {figure: wanted for figure, wanted in hidden.items() if figure not in tried}
        known, twins = _with_twins(known, {wanted.column: wanted for wanted in hidden.values()})
        narrow = [r for r in find_narrow(known, [*todo.values(), *twins]) if _matters(shown, r)]
        remedy = Remedy(known)
        given_up = {fact for r in narrow for fact in remedy.cover(r.wanted.column, r.low + r.wanted.width)}
        if not given_up:
            return set(hidden)
        for fact in given_up:
            shown.withhold(behind[fact])
        shown.follow()
        of = {wanted.column: figure for figure, wanted in hidden.items()}
        tried = set(hidden) - {of[r.wanted.column] for r in narrow if r.wanted.column in of}


def _with_twins(known: Known, hidden: Mapping[int, Wanted]) -> tuple[Known, list[Wanted]]:
    """What is known, with one more column for each sum of which just two parts are withheld: what these have together."""
    rows, twins, high = list(known.rows), [], known.high.tolist()
    for row in known.rows:
        inside = [column for column in row.weights if column in hidden]
        if len(inside) == 2 and row.low == row.high and hidden[inside[0]].whole == hidden[inside[1]].whole:
            signs, either = [row.weights[column] for column in inside], hidden[inside[0]]
            rows.append(Row({inside[0]: signs[0], inside[1]: signs[1], len(high): -1.0}, 0.0, 0.0))
            twins.append(Wanted(len(high), APART if either.whole else either.width, either.whole))
            high.append(max(high))
    low = [*known.low.tolist(), *[-max(high)] * len(twins)]
    return Known(np.array(low), np.array(high), rows, known.facts), twins


def _matters(shown: Shown, found: Range) -> bool:
    """Scores always do; a count that cannot be small may be known, and what two withheld ones have together where it is more.

    A company that is alone in one of two knows the other, if it knows what they have together.
    """
    if not found.wanted.whole:
        return True
    if found.wanted.width == APART:
        return found.low <= shown.policy.threshold
    return not shown.may_be_known(found.low, found.high)


# --- the release ---


def _tables(shown: Shown) -> Iterator[Table]:
    """The published tables, all subjects of a table in one."""
    pairs = zip(shown.figures.source, shown.figures.grids, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].spec.id):
        mine = list(group)
        spec = mine[0][0].spec
        cells = tuple(cell for table, grid in mine for cell in _cells(shown, table, grid))
        yield Table(spec.id, spec.name, spec.measure, tuple(name for name, _ in spec.dimensions), cells)


def _cells(shown: Shown, table: CohortTable, grid: Integers) -> Iterator[Cell]:
    of_means = table.spec.measure is Measure.MEAN
    means = shown.rounded_means(table)[0].ravel()
    for i, codes in enumerate(product(*(codes for _, codes in table.axes))):
        column = int(grid.flat[i])
        if not shown.counts[column] or (of_means and not shown.means[column]):
            yield Cell(table.subject, codes, ())
        else:
            count = float(shown.rounded[column])
            yield Cell(table.subject, codes, (count, float(means[i])) if of_means else (count,))

"""Taking apart what was joined wrongly, and taking the starter data away.

The counterpart of `collect`: the same tables, the same pure reading of records as a work.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update

from academichub.errors import NotFoundError, UsageError
from academichub.merging import STARTER, identity, merge
from academichub.model import Instant, Record
from academichub.store import Store, coding
from academichub.store.ledger import MergeNote
from academichub.store.schema import merges, records, works
from academichub.store.writing import Held, Writing


def undo_merge(store: Store, number: int, at: Instant) -> str:
    """Take the records that merge *number* brought into a work out of it again.

    They become a work of their own, under the identity it had before where it had one, and never
    join the other by themselves again.

    Returns:
        The id of the work that came out.

    Raises:
        NotFoundError: there is no such merge.
        UsageError: it was undone before, or its records have moved on.
    """
    note = store.ledger.merge(number)
    if note is None:
        raise NotFoundError(f"there is no merge {number}; `academichub merges list` lists them")
    if note.undone_at:
        raise UsageError(f"merge {number} was undone on {note.undone_at[:10]} already")
    with store.writing() as transaction:
        came_out = _split(transaction, note)
        where = merges.c.number == number
        transaction.connection.execute(update(merges).where(where).values(undone_at=at))
    return came_out


def remove_starter(store: Store) -> int:
    """Take every starter record away, and the works that were nothing else; returns how many."""
    query = select(records.c.number, records.c.work).where(records.c.route == STARTER)
    with store.writing() as transaction:
        rows = transaction.connection.execute(query).all()
        gone = {number for number, _ in rows}
        affected = sorted({work for _, work in rows})
        for held in transaction.held(affected).values():
            transaction.load_records(held)
            _without(transaction, held, gone)
        transaction.remove_records(gone)
    return len(rows)


def _without(transaction: Writing, held: Held, gone: Collection[int]) -> None:
    left = {number: record for number, record in held.records.items() if number not in gone}
    if left:
        held.records = left
        _put_again(transaction, held)
    else:
        transaction.remove_identifiers(held.number)
        transaction.end(held.number)


def _split(transaction: Writing, note: MergeNote) -> str:
    found = transaction.numbers_by_identifier([note.work]).get(note.work)
    held = transaction.held([found])[found] if found is not None else None
    if held is None:
        raise UsageError("that work is no more")
    transaction.load_records(held)
    leaving = {n: held.records.pop(n) for n in note.records if n in held.records}
    if not leaving or not held.records:
        raise UsageError("the records of this merge have moved on; nothing is left to take apart")
    out = _come_out(transaction, note, leaving)
    transaction.move_records(list(leaving), out.number)
    transaction.remove_identifiers(held.number)
    _put_again(transaction, held)
    _put_again(transaction, out)
    ours = {str(i) for i in out.work.identifiers} - {str(i) for i in held.work.identifiers}
    transaction.point({out.work.id, *ours}, out.number)
    transaction.keep_apart(map(coding.entry_hash, leaving.values()), held.work.id)
    transaction.keep_apart(map(coding.entry_hash, held.records.values()), out.work.id)
    return out.work.id


def _come_out(transaction: Writing, note: MergeNote, leaving: dict[int, Record]) -> Held:
    first = next(iter(leaving.values()))
    name = note.absorbed or str(identity(first))
    if name == note.work:
        name = f"local:{first.source}/{first.key}"
    work = merge(list(leaving.values()), work_id=name, first_seen_at=first.fetched_at)
    return Held(transaction.next_number(works), work, leaving, is_loaded=True)


def _put_again(transaction: Writing, held: Held) -> None:
    held.work = merge(
        list(held.records.values()),
        work_id=held.work.id,
        first_seen_at=held.work.first_seen_at,
        notices=held.notices,
    )
    transaction.put([held])

"""Rows out of PostgreSQL into Parquet, and out of Parquet again, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 20_000


def batches_of(path: Path, *, desk: int | None = None) -> Iterator[list[dict[str, Any]]]:
    import pyarrow.dataset as ds

    chosen = None if desk is None else ds.field("desk") == desk
    dataset = ds.dataset(path, format="parquet", exclude_invalid_files=True)
    for batch in dataset.to_batches(filter=chosen, batch_size=_ROWS_AT_ONCE):
        if batch.num_rows:
            yield batch.to_pylist()


_BLOCK = 32 * 2**20  # bytes of rows that become one file


class _Copied(RawIOBase):
    """What COPY gives, as a file that can be read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the whole buffer while there is anything: COPY gives a row at a time, and each reading is a block."""
        filled = 0
        while filled < len(buffer):
            if not self._left:
                block = next(self._blocks, None)
                if block is None:
                    break
                self._left = memoryview(block)
            count = min(len(buffer) - filled, len(self._left))
            buffer[filled : filled + count] = self._left[:count]
            self._left = self._left[count:]
            filled += count
        return filled


def to_parquet(to: Path, query: str, desks: list[int], *, lists: tuple[str, ...] = ()) -> None:
    """What a query gives, in Parquet, block by block. lists: columns of words with a unit separator between."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pc_csv
    import pyarrow.parquet as pq

    asked = query.format(desks=", ".join(str(int(desk)) for desk in desks))
    types = _types(asked)
    to.mkdir()
    with connection.cursor() as cursor, cursor.copy(f"copy ({asked}) to stdout (format csv, header)") as copy:
        reader = pc_csv.open_csv(
            _Copied(iter(copy)),
            parse_options=pc_csv.ParseOptions(newlines_in_values=True),
            read_options=pc_csv.ReadOptions(block_size=_BLOCK),
            convert_options=pc_csv.ConvertOptions(
                column_types=types,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        for number, batch in enumerate(reader):
            table = pa.Table.from_batches([batch])
            for name in lists:
                place = table.column_names.index(name)
                table = table.set_column(place, name, pc.split_pattern(table[name], "\x1f"))
            pq.write_table(table, to / f"{number:06}.parquet")
    if not any(to.iterdir()):
        _write_empty(to, types, lists)


def _types(query: str) -> dict[str, pa.DataType]:
    """The columns of a query: whole numbers, fractions, and all else text."""
    import pyarrow as pa

    by_oid = {20: pa.int64(), 701: pa.float64()}
    with connection.cursor() as cursor:
        cursor.execute(f"select * from ({query}) q limit 0")
        return {column.name: by_oid.get(column.type_code, pa.string()) for column in cursor.description}


def _write_empty(to: Path, types: dict[str, pa.DataType], lists: tuple[str, ...]) -> None:
    import pyarrow as pa

    fields = [(name, pa.list_(pa.string()) if name in lists else kind) for name, kind in types.items()]
    write_parquet(to, pa.schema(fields).empty_table())


def write_parquet(to: Path, table: pa.Table) -> None:
    import pyarrow.parquet as pq

    to.mkdir(exist_ok=True)
    pq.write_table(table, to / "000000.parquet")

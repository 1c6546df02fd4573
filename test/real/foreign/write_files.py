"""Writes files and tables with pyarrow, DuckDB, polars and deltalake, for read.test.ts; files.py stands before it."""

import datetime as dt
import decimal
import os
import random

import pyarrow.compute as pc
import pyarrow.parquet as pq


def column(type, some, size, seed):
    """So many of these values, and nulls, in a random order that a seed gives."""
    draw = random.Random(seed)
    return pa.array([draw.choice([*some, None]) for _ in range(size)], type)


exact = decimal.Decimal
texts_drawn = ["", "a", "é 😀", "\ufeffmark", "line\nend\x00", "x" * 300, *(f"text {n}" for n in range(50))]
micros = [0, -1, 1_600_000_000_123_456, -62_135_596_800_000_000, 253_402_300_799_999_999]
plain_types = {
    "boolean": (pa.bool_(), [True, False]),
    "int8": (pa.int8(), [-128, 0, 127]),
    "int16": (pa.int16(), [-32768, 0, 32767]),
    "int32": (pa.int32(), [-(2**31), 0, 1, 2**31 - 1]),
    "int64": (pa.int64(), [-(2**63), 0, 2**53 + 1, 2**63 - 1]),
    "uint8": (pa.uint8(), [0, 255]),
    "uint16": (pa.uint16(), [0, 65535]),
    "uint32": (pa.uint32(), [0, 2**32 - 1]),
    "float32": (pa.float32(), [0.1, -0.0, float("nan"), float("inf"), -float("inf"), 1e-45]),
    "float64": (pa.float64(), [0.1, -0.0, float("nan"), float("inf"), -float("inf"), 5e-324, 1.7976931348623157e308]),
    "string": (pa.string(), texts_drawn),
    "binary": (pa.binary(), [b"", b"\x00\xff", b"text"]),
    "date": (pa.date32(), [0, -1, 19_000, -719_162]),
    "timestamp": (pa.timestamp("us", "UTC"), micros),
    "local": (pa.timestamp("us"), micros),
    "millis": (pa.timestamp("ms", "UTC"), [0, -1, 1_600_000_000_123]),
    "decimal5": (pa.decimal128(5, 2), [exact("0.00"), exact("-0.01"), exact("999.99")]),
    "decimal18": (pa.decimal128(18, 4), [exact("0.0000"), exact("-99999999999999.9999"), exact("1.5000")]),
    "decimal38": (pa.decimal128(38, 10), [exact("-1234567890123456789012345678.0123456789"), exact("0.1000000000")]),
    "list": (pa.list_(pa.string()), [[], ["a", None, "é"], [""]]),
    "lists": (pa.list_(pa.list_(pa.int64())), [[[1, None], []], [], [None]]),
    "struct": (
        pa.struct([("a", pa.int64()), ("b", pa.list_(pa.date32())), ("c", pa.struct([("d", pa.decimal128(9, 1))]))]),
        [{"a": 1, "b": [0, None], "c": {"d": exact("-0.5")}}, {"a": None, "b": None, "c": None}, {"a": 2, "b": [], "c": {"d": None}}],
    ),
    "map": (pa.map_(pa.string(), pa.float64()), [[("z", 1.5), ("a", None)], [], [("", -0.0)]]),
    "maps": (pa.map_(pa.int32(), pa.list_(pa.decimal128(20, 3))), [[(2, [exact("1.500"), None])], [(1, None)]]),
}
arrow_types = {
    "seconds": (pa.timestamp("s", "UTC"), [0, -1, 1_600_000_000]),
    "nanos": (pa.timestamp("ns"), [0, 1_600_000_000_123_456_000, -1000]),
    "days": (pa.date64(), [0, -86_400_000]),
    "half": (pa.float16(), [0.5, -0.0]),
    "long string": (pa.large_string(), texts_drawn),
    "string view": (pa.string_view(), texts_drawn),
    "long binary": (pa.large_binary(), [b"", b"\x00"]),
    "binary view": (pa.binary_view(), [b"", b"\x00" * 40]),
    "fixed binary": (pa.binary(4), [b"abcd", b"\x00\x01\x02\x03"]),
    "long list": (pa.large_list(pa.int8()), [[], [1, None]]),
    "fixed list": (pa.list_(pa.int16(), 2), [[1, None], [2, 3]]),
    "dictionary": (pa.dictionary(pa.int8(), pa.string()), ["a", "é 😀", "\ufeffm"]),
    "decimal32": (pa.decimal32(9, 2), [exact("-0.01"), exact("9999999.99")]),
    "decimal64": (pa.decimal64(18, 2), [exact("-0.01"), exact("9999999999999999.99")]),
    "decimal256": (pa.decimal256(38, 2), [exact("-0.01"), exact("9" * 36 + ".99")]),
    "nothing": (pa.null(), []),
    "list view": (pa.list_view(pa.string()), [[], ["a", None, "\ufeff"]]),
}


def drawn(types, size):
    return pa.table({name: column(type, some, size, name) for name, (type, some) in types.items()})


def wanted_type(type):
    """The type under which pinbook reads a column."""
    wider = {"uint8": pa.int16(), "uint16": pa.int32(), "uint32": pa.int64(), "halffloat": pa.float32(), "null": pa.string()}
    if str(type) in wider:
        return wider[str(type)]
    if pa.types.is_timestamp(type):
        return pa.timestamp("us", type.tz)
    if pa.types.is_date64(type):
        return pa.date32()
    if pa.types.is_dictionary(type):
        return type.value_type
    if pa.types.is_decimal(type):
        return pa.decimal128(type.precision, type.scale)
    if pa.types.is_fixed_size_binary(type):
        return pa.binary()
    if pa.types.is_fixed_size_list(type) or "list_view" in str(type):
        return pa.list_(type.value_type)
    return type


def wanted(table):
    def wanted_column(column):
        if pa.types.is_run_end_encoded(column.type):
            return pc.run_end_decode(column)
        type = wanted_type(column.type)
        # pyarrow's own cast of views makes arrays that it then refuses.
        return pa.array(column.to_pylist(), type) if "list_view" in str(column.type) else column.cast(type)

    return shown(pa.table({name: wanted_column(table[name]) for name in table.column_names}))


class Folder:
    """What was written, and what of it is to be read."""

    def __init__(self, path):
        self.path = path
        self.files = []
        self.tables = []

    def add(self, name, format, write, table, expected=None):
        path = os.path.join(self.path, f"{len(self.files)}.{format}")
        try:
            write(table, path)
        except BaseException as error:
            raise RuntimeError(f"{name}: {error}") from error
        expected = wanted(expected or table)
        if expected not in self.tables:
            self.tables.append(expected)
        self.files.append({"name": name, "path": path, "format": format, "wanted": self.tables.index(expected)})


def parquet_of_pyarrow(folder, table):
    for codec in ["NONE", "SNAPPY", "GZIP", "BROTLI", "LZ4", "ZSTD"]:
        for page in ["1.0", "2.0"]:
            options = {"compression": codec, "data_page_version": page}
            folder.add(f"pyarrow {codec}, pages {page}", "parquet", lambda t, p: pq.write_table(t, p, **options), table)
    encodings = {
        "DELTA_BINARY_PACKED": ["int8", "int16", "int32", "int64", "uint8", "uint32", "date", "timestamp", "millis"],
        "DELTA_LENGTH_BYTE_ARRAY": ["string", "binary"],
        "DELTA_BYTE_ARRAY": ["string", "binary", "decimal5", "decimal38"],
        "BYTE_STREAM_SPLIT": ["float32", "float64", "int32", "int64", "decimal18", "decimal38"],
        "PLAIN": table.column_names[:19],
        "RLE": ["boolean"],
    }
    for encoding, names in encodings.items():
        some = table.select(names)
        options = {"use_dictionary": False, "column_encoding": dict.fromkeys(names, encoding)}
        for page in ["1.0", "2.0"]:
            write = lambda t, p: pq.write_table(t, p, data_page_version=page, **options)
            folder.add(f"pyarrow {encoding}, pages {page}", "parquet", write, some)
    ways = {
        "small pages and row groups": {"row_group_size": 100, "data_page_size": 64, "write_page_index": True},
        "small dictionaries": {"dictionary_pagesize_limit": 100, "data_page_size": 256, "write_batch_size": 16},
        "dictionaries": {"use_dictionary": True},
        "lists of items": {"use_compliant_nested_type": False, "store_schema": False},
        "whole decimals": {"store_decimal_as_integer": True},
        "checksums": {"write_page_checksum": True},
        "version 1": {"version": "2.4", "write_statistics": False},
    }
    for name, options in ways.items():
        folder.add(f"pyarrow with {name}", "parquet", lambda t, p: pq.write_table(t, p, **options), table)
    old = pa.table({"at": column(pa.timestamp("us"), [0, -1, 1_600_000_000_123_456], 200, 1)})
    at = pa.table({"at": old["at"].cast(pa.timestamp("us", "UTC"))})
    write = lambda t, p: pq.write_table(t, p, use_deprecated_int96_timestamps=True)
    folder.add("pyarrow with INT96", "parquet", write, old, at)
    others = drawn({k: v for k, v in arrow_types.items() if k not in ("decimal256", "nothing", "seconds", "list view")}, 300)
    folder.add("pyarrow with other types", "parquet", pq.write_table, others)
    ids = ["00112233-4455-6677-8899-aabbccddeeff", None, "ffffffff-ffff-ffff-ffff-ffffffffffff"]
    uuids = pa.array([text and bytes.fromhex(text.replace("-", "")) for text in ids], pa.binary(16))
    documents = pa.array(['{"a": 1.50}', None, "[]"])
    extended = pa.table({
        "id": pa.ExtensionArray.from_storage(pa.uuid(), uuids),
        "json": pa.ExtensionArray.from_storage(pa.json_(), documents),
    })
    folder.add("pyarrow with UUID and JSON", "parquet", pq.write_table, extended, pa.table({"id": ids, "json": documents}))


def parquet_of_others(folder, table):
    import duckdb
    import polars

    frame = polars.from_arrow(table)
    for codec in ["uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd"]:
        write = lambda _, p: frame.write_parquet(p, compression=codec, row_group_size=300)
        folder.add(f"polars {codec}", "parquet", write, table)
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    database.register("given", table)
    for codec in ["uncompressed", "snappy", "gzip", "brotli", "lz4", "lz4_raw", "zstd"]:
        for version in ["V1", "V2"]:
            copy = f"FORMAT parquet, COMPRESSION {codec}, PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048"
            write = lambda _, p: database.execute(f"COPY given TO '{p}' ({copy})")
            folder.add(f"DuckDB {codec} {version}", "parquet", write, table)


def ipc(options, format, batch_rows):
    def to(table, path):
        make = pa.ipc.new_file if format == "arrow" else pa.ipc.new_stream
        with make(path, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
            for batch in table.to_batches(max_chunksize=batch_rows):
                writer.write_batch(batch)

    return to


def arrow_files(folder, table):
    import polars

    others = drawn(arrow_types, 300)
    runs = column(pa.string(), ["a", "\ufeffb"], 300, 2)
    others = others.append_column("runs", pc.run_end_encode(runs))
    for format in ["arrow", "arrows"]:
        for codec in [None, "lz4", "zstd"]:
            for rows in [100_000, 130]:
                name = f"pyarrow {codec} in batches of {rows}"
                folder.add(name, format, ipc({"compression": codec}, format, rows), table)
                folder.add(f"{name}, other types", format, ipc({"compression": codec}, format, rows), others)
        old = {"metadata_version": pa.ipc.MetadataVersion.V4, "use_legacy_format": format == "arrows"}
        folder.add("pyarrow of version 4", format, ipc(old, format, 400), table)
        frame = polars.from_arrow(table)
        for codec in ["uncompressed", "lz4", "zstd"]:
            to = (lambda _, p: frame.write_ipc(p, compression=codec)) if format == "arrow" else (
                lambda _, p: frame.write_ipc_stream(p, compression=codec)
            )
            folder.add(f"polars {codec}", format, to, table)
        changing = [pa.array(texts).dictionary_encode() for texts in (["a", "b", None], ["\ufeffc", "a"], ["\ufeffc", "a", "d"])]
        batches = [pa.record_batch([column], ["x"]) for column in changing]
        for deltas in [False, True]:
            if format == "arrow" and not deltas:
                continue
            options = {"emit_dictionary_deltas": deltas}
            some = pa.Table.from_batches(batches[1:] if format == "arrow" else batches)
            folder.add(f"pyarrow with dictionaries that change, {deltas}", format, ipc(options, format, 100), some)
    long = pa.table({"text": ["é 😀 " * 40_000, "x" * 300_000, None], "n": [1, 2, 3]})
    for codec in ["lz4", "zstd"]:
        folder.add(f"pyarrow {codec} of long texts", "arrow", ipc({"compression": codec}, "arrow", 10), long)


def refused(folder):
    """A file for each type that pinbook has no values for."""
    types = {
        "time32": pa.array([1], pa.time32("ms")),
        "time64": pa.array([1], pa.time64("us")),
        "uint64": pa.array([2**64 - 1], pa.uint64()),
        "decimal256": pa.array([exact("9" * 50)], pa.decimal256(50, 0)),
        "duration": pa.array([1], pa.duration("s")),
        "interval": pa.array([(1, 2, 3)], pa.month_day_nano_interval()),
        "union": pa.UnionArray.from_dense(pa.array([0], pa.int8()), pa.array([0], pa.int32()), [pa.array([1])]),
    }
    for format in ["parquet", "arrow"]:
        for name, values in types.items():
            if format == "parquet" and name in ("duration", "interval", "union"):
                continue
            path = os.path.join(folder.path, f"{name}.{format}")
            table = pa.table({"x": values})
            pq.write_table(table, path) if format == "parquet" else ipc({}, format, 10)(table, path)
            yield {"name": name, "path": path, "format": format}


if __name__ == "__main__":
    folder = Folder(sys.argv[1])
    table = drawn(plain_types, 1000)
    parquet_of_pyarrow(folder, table)
    parquet_of_others(folder, table)
    arrow_files(folder, table)
    print(json.dumps({"files": folder.files, "tables": folder.tables, "refused": list(refused(folder))}))

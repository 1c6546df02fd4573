"""Reads files with pyarrow, DuckDB, polars and deltalake, and writes some, for foreign.test.ts."""

import json
import struct
import sys

import pyarrow as pa


def type_name(type):
    """A type in the words of src/schema.ts; what pinbook has no word for keeps Arrow's."""
    names = {pa.bool_(): "boolean", pa.float32(): "float32", pa.float64(): "float64", pa.date32(): "date"}
    if type in names:
        return names[type]
    if pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type):
        return "string"
    if pa.types.is_binary(type) or pa.types.is_large_binary(type) or pa.types.is_binary_view(type):
        return "binary"
    if pa.types.is_timestamp(type) and type.unit == "us":
        return "timestamp_ntz" if type.tz is None else "timestamp" if type.tz in ("UTC", "+00:00") else str(type)
    if pa.types.is_decimal(type):
        return f"decimal({type.precision}, {type.scale})"
    if pa.types.is_map(type):
        return f"map<{type_name(type.key_type)}, {type_name(type.item_type)}>"
    if pa.types.is_list(type) or pa.types.is_large_list(type):
        return f"list<{type_name(type.value_type)}>"
    if pa.types.is_struct(type):
        return f"struct<{', '.join(f'{field.name}: {type_name(field.type)}' for field in type)}>"
    return str(type)


def bits(value):
    return "nan" if value != value else struct.pack(">d", value).hex()


def values(array):
    """A column's values as texts, lists and objects, in which no two values are the same."""
    if isinstance(array, pa.ChunkedArray):
        return [value for chunk in array.chunks for value in values(chunk)]
    type = array.type
    if pa.types.is_dictionary(type):
        return values(array.dictionary_decode())
    if pa.types.is_date32(type):
        return texts(array.cast(pa.int32()))
    if pa.types.is_timestamp(type):
        return texts(array.cast(pa.int64()))
    if pa.types.is_floating(type):
        return [None if value is None else bits(value) for value in array.to_pylist()]
    if pa.types.is_decimal(type):
        return [None if value is None else f"{value:f}" for value in array.to_pylist()]
    if pa.types.is_integer(type):
        return texts(array)
    if "binary" in str(type):
        return [None if value is None else value.hex() for value in array.to_pylist()]
    if pa.types.is_map(type):
        return [[list(entry.values()) for entry in values(item.values)] if item.is_valid else None for item in array]
    if "list" in str(type) and not pa.types.is_struct(type):
        return [values(item.values) if item.is_valid else None for item in array]
    if pa.types.is_struct(type):
        parts = [values(part) for part in array.flatten()]
        names = [field.name for field in type]
        return [
            {name: part[row] for name, part in zip(names, parts)} if array[row].is_valid else None
            for row in range(len(array))
        ]
    return array.to_pylist()


def texts(array):
    return [None if value is None else str(value) for value in array.to_pylist()]


def shown(table):
    return {
        "types": {field.name: type_name(field.type) for field in table.schema},
        "columns": {name: values(table[name]) for name in table.column_names},
    }


text_formats = ("csv", "ndjson", "json")


def table_beside(path):
    """A text file tells no types: an Arrow file beside it does."""
    return with_pyarrow(path + ".arrow", "arrow")


def with_pyarrow(path, format):
    if format == "csv":
        import pyarrow.csv

        options = pa.csv.ConvertOptions(
            column_types=table_beside(path).schema, strings_can_be_null=True, quoted_strings_can_be_null=False,
            null_values=[""],
        )
        return pa.csv.read_csv(path, convert_options=options, parse_options=pa.csv.ParseOptions(newlines_in_values=True))
    if format == "ndjson":
        import pyarrow.json

        return pa.json.read_json(path, parse_options=pa.json.ParseOptions(explicit_schema=table_beside(path).schema))
    if format == "parquet":
        import pyarrow.parquet

        return pa.parquet.read_table(path)
    with pa.OSFile(path) as file:
        return (pa.ipc.open_file if format == "arrow" else pa.ipc.open_stream)(file).read_all()


def with_duckdb(path, format):
    import duckdb

    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    if format == "parquet":
        return database.sql(f"SELECT * FROM read_parquet('{path}')").to_arrow_table()
    if format in text_formats:
        database.register("given", table_beside(path))
        types = {name: type for name, type, *_ in database.sql("DESCRIBE given").fetchall()}
        read = f"read_csv('{path}', header = true, allow_quoted_nulls = false, columns = {types})"
        if format != "csv":
            read = f"read_json('{path}', format = '{'array' if format == 'json' else 'nd'}', columns = {types})"
        return database.sql(f"SELECT * FROM {read}").to_arrow_table()
    table = with_pyarrow(path, format)
    database.register("given", table)
    return database.sql("SELECT * FROM given").to_arrow_table()


def with_polars(path, format):
    import polars

    if format in text_formats:
        schema = polars.from_arrow(table_beside(path)).schema
        if format == "csv":
            return polars.read_csv(path, schema=schema).to_arrow()
        return (polars.read_ndjson if format == "ndjson" else polars.read_json)(path, schema=schema).to_arrow()
    read = {"parquet": polars.read_parquet, "arrow": polars.read_ipc, "arrows": polars.read_ipc_stream}[format]
    options = {} if format == "parquet" else {"use_pyarrow": False}
    return read(path, **options).to_arrow()


def with_deltalake(path, _):
    from deltalake import DeltaTable

    return DeltaTable(path).to_pyarrow_dataset().to_table()


def outcome(action, arguments):
    try:
        return action(*arguments)
    except BaseException as error:  # polars panics at what it does not do
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    jobs = json.loads(sys.argv[1])
    print(json.dumps([outcome(lambda *given: shown(globals()[f"with_{tool}"](*given)), rest) for tool, *rest in jobs]))

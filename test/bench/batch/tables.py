"""What the Delta tables of a run hold, for comparison: read by delta-rs's log and DuckDB, whoever wrote them."""
import json
import os

import duckdb
from deltalake import DeltaTable


def contents(folder):
    """For each table its columns with their types, how many rows it has, and for each column a sum over what its rows hold."""
    return {name: _content(os.path.join(folder, name)) for name in ("pin", "geo", "user")}


def _content(path):
    table = DeltaTable(path)
    fields = json.loads(table.schema().to_json())["fields"]
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    files = table.file_uris()
    sums = ", ".join(f'sum(hash(ind, "{field["name"]}")::HUGEINT)' for field in fields)
    row = con.execute(f"SELECT count(*), {sums} FROM read_parquet($1)", [files]).fetchall()[0]
    types = {field["name"]: _type(field["type"]) for field in fields}
    return {"rows": row[0], "columns": {name: (types[name], str(one)) for name, one in zip(types, row[1:])}}


def _type(given):
    """Whether elements of lists may be null is left out: the tools differ, and the values tell."""
    return given if isinstance(given, str) else f"{given['type']}<{_type(given['elementType'])}>"


def differences(ours, theirs):
    """What differs between two runs' tables, in words."""
    found = []
    for name, table in ours.items():
        other = theirs[name]
        if other["rows"] != table["rows"]:
            found.append(f"{name} has {other['rows']} rows instead of {table['rows']}")
        if list(other["columns"]) != list(table["columns"]):
            found.append(f"{name} has the columns {', '.join(other['columns'])}")
        for column, (kind, values) in table["columns"].items():
            their_kind, their_values = other["columns"].get(column, (None, None))
            if their_kind != kind:
                found.append(f"{name}.{column} is {their_kind} instead of {kind}")
            elif their_values != values:
                found.append(f"{name}.{column} holds other values")
    return found

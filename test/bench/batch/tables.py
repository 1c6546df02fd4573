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


def differences(first, result):
    """What differs between two runs' rows, answers and tables, in words."""
    found = [f"the answer {name} differs" for name, rows in _in_order(first).items() if _in_order(result).get(name) != rows]
    if result["rows"] != first["rows"]:
        found.append(f"it has {result['rows']} rows instead of {first['rows']}")
    for name, table in first["tables"].items():
        found += _between(name, table, result["tables"][name])
    return found


def _in_order(result):
    """Which of several countries comes first in the answer to the second half of question 6 is not said."""
    return {**result["answers"], "6 top": sorted(result["answers"]["6 top"], key=str)}


def _between(name, table, other):
    if other["rows"] != table["rows"]:
        yield f"the table {name} has {other['rows']} rows instead of {table['rows']}"
    if list(other["columns"]) != list(table["columns"]):
        yield f"the table {name} has the columns {', '.join(other['columns'])}"
    for column, (kind, values) in table["columns"].items():
        their_kind, their_values = other["columns"].get(column, (None, None))
        if their_kind != kind:
            yield f"{name}.{column} is {their_kind} instead of {kind}"
        elif their_values != values:
            yield f"{name}.{column} holds other values"

"""The batch half in DuckDB's SQL from Python: tables in memory, Delta by delta-rs, batch by batch."""
import job  # isort: skip: its clock starts first

import duckdb
from deltalake import write_deltalake
from questions_sql import questions, shared

job.started()
args = job.args
raw = {
    "pin": "index: 'INTEGER', unique_id: 'VARCHAR', title: 'VARCHAR', description: 'VARCHAR', poster_name: 'VARCHAR', "
    "follower_count: 'VARCHAR', tag_list: 'VARCHAR', is_image_or_video: 'VARCHAR', image_src: 'VARCHAR', "
    "downloaded: 'INTEGER', save_location: 'VARCHAR', category: 'VARCHAR'",
    "geo": "ind: 'INTEGER', timestamp: 'VARCHAR', latitude: 'DOUBLE', longitude: 'DOUBLE', country: 'VARCHAR'",
    "user_": "ind: 'INTEGER', first_name: 'VARCHAR', last_name: 'VARCHAR', age: 'INTEGER', date_joined: 'VARCHAR'",
}


def present(name):
    """The column without its markers."""
    markers = ", ".join(f"'{marker}'" for marker in job.markers[name])
    return f"CASE WHEN {name} IN ({markers}) OR trim({name}, E' \\t\\n\\f\\r') = '' THEN NULL ELSE {name} END"


cleans = {
    "pin": f"""SELECT index AS ind, unique_id, {present("title")} AS title, {present("description")} AS description,
      TRY_CAST(round(TRY_CAST(regexp_extract(follower_text, '^([0-9]+(\\.[0-9]+)?)[kKmM]?$', 1) AS DOUBLE)
        * CASE lower(right(follower_text, 1)) WHEN 'k' THEN 1000 WHEN 'm' THEN 1000000 ELSE 1 END) AS INTEGER) AS follower_count,
      {present("poster_name")} AS poster_name, string_split({present("tag_list")}, ',') AS tag_list, is_image_or_video,
      {present("image_src")} AS image_src,
      CASE WHEN starts_with(save_location, 'Local save in ') THEN save_location[15:] ELSE save_location END AS save_location,
      CASE WHEN downloaded IN (0, 1) THEN downloaded = 1 END AS downloaded, category
      FROM (SELECT *, trim({present("follower_count")}, E' \\t\\n\\f\\r') AS follower_text FROM (SELECT DISTINCT * FROM raw))""",
    "geo": """SELECT ind, country,
      CASE WHEN latitude IS NOT NULL OR longitude IS NOT NULL THEN [latitude, longitude] END AS coordinates,
      TRY_CAST(timestamp AS TIMESTAMP) AS timestamp FROM (SELECT DISTINCT * FROM raw)""",
    "user_": """SELECT ind, first_name || ' ' || last_name AS user_name, age,
      TRY_CAST(date_joined AS TIMESTAMP) AS date_joined FROM (SELECT DISTINCT * FROM raw)""",
}
files = {"pin": args.pins, "geo": args.geo, "user_": args.users}
# Delta's timestamps are instants; the zone is given when they are written, as reading a year is quicker without.
outputs = {
    "pin": "FROM pin",
    "geo": "SELECT * REPLACE (timestamp AT TIME ZONE 'UTC' AS timestamp) FROM geo",
    "user_": "SELECT * REPLACE (date_joined AT TIME ZONE 'UTC' AS date_joined) FROM user_",
}

con = duckdb.connect(config={"preserve_insertion_order": "false"})
con.execute("SET TimeZone = 'UTC'")
with job.timed("read and clean"):
    for name, clean in cleans.items():
        # The largest object also says how large the buffers are, of which each file has some.
        options = "format = 'newline_delimited', maximum_object_size = 1048576"
        source = f"read_json('{files[name]}', {options}, columns = {{{raw[name]}}})"
        con.execute(f"CREATE TABLE {name} AS WITH raw AS (FROM {source}) {clean}")
with job.timed("delta"):
    for name, query in outputs.items():
        write_deltalake(f"{args.out}/{name.strip('_')}", con.sql(query).to_arrow_reader(100_000))
with job.timed("questions"):
    for name, text in shared.items():
        con.execute(f"CREATE TEMP TABLE {name} AS {text}")
    answers = {name: con.sql(text).fetchall() for name, text in questions.items()}
rows = {name.strip("_"): con.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in cleans}
job.finish(rows, answers)

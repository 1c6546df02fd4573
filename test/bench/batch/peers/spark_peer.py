"""The batch half in PySpark with Delta on two cores; `--jars FOLDER` has the jars of delta-spark and delta-storage."""
import job  # isort: skip: its clock starts first

import glob
import os
import sys

from pyspark.sql import SparkSession
from questions_sql import questions, shared

jars = sys.argv[sys.argv.index("--jars") + 1]
scratch = f"{job.args.out}.spark"
settings = {
    "spark.driver.memory": "6g",
    "spark.driver.extraClassPath": f"{jars}/*",
    "spark.driver.extraJavaOptions": f"-Duser.timezone=UTC -Djava.io.tmpdir={scratch}",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.local.dir": scratch,
    "spark.sql.warehouse.dir": f"{scratch}/warehouse",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    "spark.sql.session.timeZone": "UTC",
    # As many as the cores make use of, instead of 200 for a cluster; and a small file costs little to open here.
    "spark.sql.shuffle.partitions": "4",
    "spark.databricks.delta.snapshotPartitions": "1",
    "spark.sql.files.openCostInBytes": "4096",
}
os.makedirs(scratch, exist_ok=True)
builder = SparkSession.builder.master("local[2]").appName("batch")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
job.started()
args = job.args
raw = {
    "pin": "index INT, unique_id STRING, title STRING, description STRING, poster_name STRING, follower_count STRING, "
    "tag_list STRING, is_image_or_video STRING, image_src STRING, downloaded INT, save_location STRING, category STRING",
    "geo": "ind INT, timestamp STRING, latitude DOUBLE, longitude DOUBLE, country STRING",
    "user_": "ind INT, first_name STRING, last_name STRING, age INT, date_joined STRING",
}


def present(name):
    """The column without its markers."""
    markers = ", ".join(f"'{marker}'" for marker in job.markers[name])
    return f"CASE WHEN {name} IN ({markers}) OR trim(BOTH ' \\t\\n\\f\\r' FROM {name}) = '' THEN NULL ELSE {name} END"


cleans = {
    "pin": f"""SELECT index AS ind, unique_id, {present("title")} AS title, {present("description")} AS description,
      CAST(round(CAST(nullif(regexp_extract(follower_text, r'^([0-9]+(\\.[0-9]+)?)[kKmM]?$', 1), '') AS DOUBLE)
        * CASE lower(right(follower_text, 1)) WHEN 'k' THEN 1000 WHEN 'm' THEN 1000000 ELSE 1 END) AS INT) AS follower_count,
      {present("poster_name")} AS poster_name, split({present("tag_list")}, ',') AS tag_list, is_image_or_video,
      {present("image_src")} AS image_src, regexp_replace(save_location, '^Local save in ', '') AS save_location,
      CASE WHEN downloaded IN (0, 1) THEN downloaded = 1 END AS downloaded, category
      FROM (SELECT *, trim(BOTH ' \\t\\n\\f\\r' FROM {present("follower_count")}) AS follower_text FROM {{raw}})""",
    "geo": """SELECT ind, country,
      CASE WHEN latitude IS NOT NULL OR longitude IS NOT NULL THEN array(latitude, longitude) END AS coordinates,
      try_to_timestamp(timestamp, "yyyy-MM-dd'T'HH:mm:ss") AS timestamp FROM {raw}""",
    "user_": """SELECT ind, first_name || ' ' || last_name AS user_name, age,
      try_to_timestamp(date_joined, "yyyy-MM-dd'T'HH:mm:ss") AS date_joined FROM {raw}""",
}
files = {"pin": args.pins, "geo": args.geo, "user_": args.users}
places = {name: f"{args.out}/{name.strip('_')}" for name in files}
# Lazy as Spark is, reading, cleaning and writing are one step; the questions then read the columns that they need.
with job.timed("read, clean and delta"):
    for name, clean in cleans.items():
        rows = spark.read.schema(raw[name]).json(os.path.abspath(files[name])).dropDuplicates()
        spark.sql(clean, raw=rows).write.format("delta").save(os.path.abspath(places[name]))
with job.timed("questions"):
    rows = {}
    for name, place in places.items():
        table = spark.read.format("delta").load(os.path.abspath(place))
        table.createOrReplaceTempView(name)
        rows[name.strip("_")] = table.count()
    for name, text in shared.items():
        spark.sql(f"CACHE TABLE {name} AS {text}")
    answers = {name: spark.sql(text).collect() for name, text in questions.items()}
job.finish(rows, answers)
spark.stop()

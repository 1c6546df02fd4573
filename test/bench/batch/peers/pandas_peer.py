"""The batch half in pandas: whole columns in memory, Delta by delta-rs. `--warm N` cleans and asks N times more."""
import job  # isort: skip: its clock starts first

import glob
import statistics
import sys
import time

import pandas as pd
import pyarrow as pa
from deltalake import write_deltalake

job.started()
utc = pa.timestamp("us", "UTC")
texts, whole = pa.list_(pa.string()), pa.int32()
schemas = {
    "pin": {"ind": whole, "unique_id": pa.string(), "title": pa.string(), "description": pa.string()}
    | {"follower_count": whole, "poster_name": pa.string(), "tag_list": texts, "is_image_or_video": pa.string()}
    | {"image_src": pa.string(), "save_location": pa.string(), "downloaded": pa.bool_(), "category": pa.string()},
    "geo": {"ind": whole, "country": pa.string(), "coordinates": pa.list_(pa.float64()), "timestamp": utc},
    "user": {"ind": whole, "user_name": pa.string(), "age": whole, "date_joined": utc},
}
raw_types = {
    "pin": {"index": "int32", "downloaded": "Int32"} | dict.fromkeys(
        ["unique_id", "title", "description", "poster_name", "follower_count", "tag_list", "is_image_or_video"]
        + ["image_src", "save_location", "category"],
        "str",
    ),
    "geo": {"ind": "int32", "timestamp": "str", "latitude": "float64", "longitude": "float64", "country": "str"},
    "user": {"ind": "int32", "first_name": "str", "last_name": "str", "age": "Int32", "date_joined": "str"},
}


def read(kind, pattern):
    frames = (
        pd.read_json(path, lines=True, dtype=raw_types[kind], dtype_backend="numpy_nullable", precise_float=True)
        for path in sorted(glob.glob(pattern))
    )
    return pd.concat(frames, ignore_index=True)


def present(column):
    """The column without its markers."""
    return column.mask(column.isin(job.markers[column.name]) | (column.str.strip(job.blanks) == ""))


def clean_pin(raw):
    raw = raw.drop_duplicates(ignore_index=True)
    parts = present(raw["follower_count"]).str.strip(job.blanks).str.extract(r"^([0-9]+(?:\.[0-9]+)?)([kKmM]?)$")
    unit = parts[1].str.lower().map({"": 1, "k": 1000, "m": 1_000_000})
    known = raw["downloaded"].isin([0, 1])
    return pd.DataFrame({
        "ind": raw["index"],
        "unique_id": raw["unique_id"],
        "title": present(raw["title"]),
        "description": present(raw["description"]),
        "follower_count": (parts[0].astype("float64") * unit).round().astype("Int32"),
        "poster_name": present(raw["poster_name"]),
        "tag_list": present(raw["tag_list"]).str.split(","),
        "is_image_or_video": raw["is_image_or_video"],
        "image_src": present(raw["image_src"]),
        "save_location": raw["save_location"].str.removeprefix("Local save in "),
        "downloaded": (raw["downloaded"] == 1).where(known),
        "category": raw["category"],
    })


def time_of(column):
    return pd.to_datetime(column, format="%Y-%m-%dT%H:%M:%S", utc=True, errors="coerce")


def clean_geo(raw):
    raw = raw.drop_duplicates(ignore_index=True)
    # Lists of Python's, as pandas has no type for them; NaN would be a number to Arrow.
    pairs = zip(*(column.astype(object).where(column.notna(), None) for column in (raw["latitude"], raw["longitude"])))
    coordinates = pd.Series([list(pair) for pair in pairs], dtype=object)
    known = raw["latitude"].notna() | raw["longitude"].notna()
    return pd.DataFrame({
        "ind": raw["ind"],
        "country": raw["country"],
        "coordinates": coordinates.where(known, None),
        "timestamp": time_of(raw["timestamp"]),
    })


def clean_user(raw):
    raw = raw.drop_duplicates(ignore_index=True)
    name = raw["first_name"] + " " + raw["last_name"]
    return pd.DataFrame(
        {"ind": raw["ind"], "user_name": name, "age": raw["age"], "date_joined": time_of(raw["date_joined"])}
    )


def age_group(ages):
    labels = list(job.age_groups)
    return pd.cut(ages.astype("float64"), [17, 24, 35, 50, float("inf")], labels=labels)


def top(counts, group, value="category_count"):
    return counts[counts[value] == counts.groupby(group, dropna=False, observed=True)[value].transform("max")]


def counted(posts, group):
    counts = posts.groupby([group, "category"], dropna=False, observed=True).size().reset_index(name="category_count")
    return counts.sort_values([group, "category_count", "category"], ascending=[True, False, True], na_position="last")


def questions(pin, geo, user):
    places = pin[["ind", "category", "poster_name", "follower_count"]].merge(geo, on="ind")
    members = pin[["ind", "category", "follower_count"]].merge(user, on="ind")
    by_country = counted(places, "country")
    years = places.assign(post_year=places["timestamp"].dt.year)
    by_year = counted(years[years["post_year"].between(2018, 2022)], "post_year").astype({"post_year": "int"})
    ages = members.assign(age_group=age_group(members["age"]))
    by_age = counted(ages[ages["age_group"].notna()], "age_group")
    known = places.dropna(subset=["poster_name", "follower_count"])
    most = known.groupby(["country", "poster_name"], dropna=False)["follower_count"].max().reset_index()
    most = top(most, "country", "follower_count").sort_values(["country", "poster_name"], na_position="last")
    largest = most[most["follower_count"] == most["follower_count"].max()]
    user_key = ["user_name", "age", "date_joined"]
    users = members.dropna(subset=["follower_count"]).groupby(user_key, dropna=False)["follower_count"].max().reset_index()
    users = users.assign(age_group=age_group(users["age"]), post_year=users["date_joined"].dt.year)
    in_years = users[users["post_year"].between(2015, 2020)].astype({"post_year": "int"})
    joined = user.drop_duplicates(user_key)["date_joined"].dt.year
    joined = joined[joined.between(2015, 2020)].astype("int").value_counts().sort_index().reset_index()

    def medians(rows, *group):
        return rows.groupby(list(group), observed=True)["follower_count"].median().reset_index()

    return {
        "4 top": top(by_country, "country"),
        "4 counts": by_country,
        "5 top": top(by_year, "post_year"),
        "5 counts": by_year,
        "6 perCountry": most,
        "6 top": largest[["country", "follower_count"]].drop_duplicates(),
        "7 top": top(by_age, "age_group"),
        "7 counts": by_age,
        "8 medians": medians(users, "age_group"),
        "9 joined": joined,
        "10 medians": medians(in_years, "post_year"),
        "11 medians": medians(in_years, "age_group", "post_year"),
    }


def clean(raw):
    return {"pin": clean_pin(raw["pin"]), "geo": clean_geo(raw["geo"]), "user": clean_user(raw["user"])}


def plain(table):
    """Rows with None for what is missing."""
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


args = job.args
with job.timed("read and clean"):
    raw = {"pin": read("pin", args.pins), "geo": read("geo", args.geo), "user": read("user", args.users)}
    cleaned = clean(raw)
with job.timed("delta"):
    for kind, table in cleaned.items():
        schema = pa.schema(list(schemas[kind].items()))
        write_deltalake(f"{args.out}/{kind}", pa.Table.from_pandas(table, schema, preserve_index=False))
with job.timed("questions"):
    answers = questions(**cleaned)
if args.warm:
    times = []
    for _ in range(args.warm):
        start = time.perf_counter()
        questions(**clean(raw))
        times.append(time.perf_counter() - start)
    job.seconds["warm"] = statistics.median(times)
job.finish({kind: len(table) for kind, table in cleaned.items()}, {name: plain(table) for name, table in answers.items()})
sys.stdout.flush()

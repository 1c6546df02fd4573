"""The batch half in Polars: lazy scans and sinks, the streaming engine, Delta by delta-rs."""
import job  # isort: skip: its clock starts first

import polars as pl

job.started()
col, text = pl.col, pl.String


def present(name):
    """The column without its markers."""
    missing = col(name).is_in(job.markers[name]) | (col(name).str.strip_chars(job.blanks) == "")
    return pl.when(~missing).then(col(name))


def clean_pin(raw):
    count = present("follower_count").str.strip_chars(job.blanks)
    unit = pl.when(count.str.contains("[kK]$")).then(1000).when(count.str.contains("[mM]$")).then(1_000_000).otherwise(1)
    digits = count.str.extract(r"^([0-9]+(\.[0-9]+)?)[kKmM]?$", 1)
    return raw.unique().select(
        col("index").alias("ind"),
        "unique_id",
        present("title").alias("title"),
        present("description").alias("description"),
        (digits.cast(pl.Float64) * unit).round().cast(pl.Int32, strict=False).alias("follower_count"),
        present("poster_name").alias("poster_name"),
        present("tag_list").str.split(",").alias("tag_list"),
        "is_image_or_video",
        present("image_src").alias("image_src"),
        col("save_location").str.strip_prefix("Local save in "),
        pl.when(col("downloaded").is_in([0, 1])).then(col("downloaded") == 1).alias("downloaded"),
        "category",
    )


def time_of(name):
    return col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="us", time_zone="UTC", strict=False)


def clean_geo(raw):
    known = col("latitude").is_not_null() | col("longitude").is_not_null()
    coordinates = pl.when(known).then(pl.concat_list("latitude", "longitude"))
    return raw.unique().select("ind", "country", coordinates.alias("coordinates"), time_of("timestamp"))


def clean_user(raw):
    name = pl.concat_str("first_name", "last_name", separator=" ").alias("user_name")
    return raw.unique().select("ind", name, "age", time_of("date_joined"))


def age_group():
    groups = iter(job.age_groups.items())
    name, ages = next(groups)
    chain = pl.when(col("age").is_between(*ages)).then(pl.lit(name))
    for name, ages in groups:
        chain = chain.when(col("age").is_between(*ages)).then(pl.lit(name))
    return chain.cast(pl.Enum(list(job.age_groups))).alias("age_group")


def top(counts, group, value="category_count"):
    return counts.filter(col(value) == col(value).max().over(group))


def counted(posts, group):
    counts = posts.group_by(group, "category").agg(pl.len().alias("category_count"))
    return counts.sort(group, "category_count", "category", descending=[False, True, False], nulls_last=True)


def questions(pin, geo, user):
    places, members = pin.join(geo, on="ind"), pin.join(user, on="ind")
    by_country = counted(places, "country")
    by_year = counted(
        places.with_columns(post_year=col("timestamp").dt.year()).filter(col("post_year").is_between(2018, 2022)),
        "post_year",
    )
    by_age = counted(members.with_columns(age_group()).filter(col("age_group").is_not_null()), "age_group")
    known = places.filter(col("poster_name").is_not_null() & col("follower_count").is_not_null())
    most = top(known.group_by("country", "poster_name").agg(col("follower_count").max()), "country", "follower_count")
    most = most.sort("country", "poster_name", nulls_last=True)
    users = (
        members.filter(col("follower_count").is_not_null())
        .group_by("user_name", "age", "date_joined")
        .agg(col("follower_count").max())
        .with_columns(age_group(), post_year=col("date_joined").dt.year())
    )
    joined = (
        user.unique(["user_name", "age", "date_joined"])
        .group_by(post_year=col("date_joined").dt.year())
        .agg(pl.len().alias("number_users_joined"))
    )
    in_years = col("post_year").is_between(2015, 2020)

    def medians(rows, *group):
        return rows.group_by(*group).agg(median_follower_count=col("follower_count").median()).sort(*group)

    grouped = users.filter(col("age_group").is_not_null())
    return {
        "4 top": top(by_country, "country"),
        "4 counts": by_country,
        "5 top": top(by_year, "post_year"),
        "5 counts": by_year,
        "6 perCountry": most.select("country", "poster_name", "follower_count"),
        "6 top": most.select("country", "follower_count").filter(col("follower_count") == col("follower_count").max()).unique(),
        "7 top": top(by_age, "age_group"),
        "7 counts": by_age,
        "8 medians": medians(grouped, "age_group"),
        "9 joined": joined.filter(in_years).sort("post_year"),
        "10 medians": medians(users.filter(in_years), "post_year"),
        "11 medians": medians(grouped.filter(in_years), "age_group", "post_year"),
    }


raw_pin = {"index": pl.Int32, "unique_id": text, "title": text, "description": text, "poster_name": text}
raw_pin |= {"follower_count": text, "tag_list": text, "is_image_or_video": text, "image_src": text}
raw_pin |= {"downloaded": pl.Int32, "save_location": text, "category": text}
raw_geo = {"ind": pl.Int32, "timestamp": text, "latitude": pl.Float64, "longitude": pl.Float64, "country": text}
raw_user = {"ind": pl.Int32, "first_name": text, "last_name": text, "age": pl.Int32, "date_joined": text}
args = job.args
# Lazy from the files to the tables and from the tables to the answers, so that neither is in memory as a whole.
with job.timed("read, clean and delta"):
    clean_pin(pl.scan_ndjson(args.pins, schema=raw_pin)).sink_delta(f"{args.out}/pin")
    clean_geo(pl.scan_ndjson(args.geo, schema=raw_geo)).sink_delta(f"{args.out}/geo")
    clean_user(pl.scan_ndjson(args.users, schema=raw_user)).sink_delta(f"{args.out}/user")
with job.timed("questions"):
    tables = {kind: pl.scan_delta(f"{args.out}/{kind}") for kind in ("pin", "geo", "user")}
    rows = {kind: table.select(pl.len()).collect().item() for kind, table in tables.items()}
    asked = questions(**tables)
    answers = dict(zip(asked, pl.collect_all(asked.values(), engine="streaming")))
job.finish(rows, {name: table.rows() for name, table in answers.items()})

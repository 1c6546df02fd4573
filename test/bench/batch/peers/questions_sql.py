"""The eight questions in the SQL that DuckDB and Spark have in common, over the views pin, geo and user."""

_group = """CASE WHEN age BETWEEN 18 AND 24 THEN '18-24' WHEN age BETWEEN 25 AND 35 THEN '25-35'
  WHEN age BETWEEN 36 AND 50 THEN '36-50' WHEN age > 50 THEN '+50' END"""
_group_order = "CASE age_group WHEN '18-24' THEN 0 WHEN '25-35' THEN 1 WHEN '36-50' THEN 2 ELSE 3 END"


def _counts(rows, group, order=None):
    rows = f"({rows})" if " " in rows else rows
    return f"""SELECT {group}, category, count(*) AS category_count FROM {rows} GROUP BY {group}, category
      ORDER BY {order or group} NULLS LAST, category_count DESC, category NULLS LAST"""


def _top(counts, group, order=None, value="category_count", then="category"):
    return f"""SELECT * FROM ({counts.split("ORDER BY")[0]})
      QUALIFY {value} = max({value}) OVER (PARTITION BY {group}) ORDER BY {order or group} NULLS LAST, {then} NULLS LAST"""


# What several questions ask of: to be computed once, under these names.
shared = {
    "places": """SELECT country, category, poster_name, follower_count, year(timestamp) AS post_year
      FROM pin JOIN geo USING (ind)""",
    "members": f"""SELECT user_name, age, date_joined, {_group} AS age_group, category, follower_count
      FROM pin JOIN user_ USING (ind)""",
    "users": """SELECT user_name, age_group, date_joined, year(date_joined) AS post_year, max(follower_count) AS follower_count
      FROM members WHERE follower_count IS NOT NULL GROUP BY user_name, age, age_group, date_joined""",
}
_by_country = _counts("places", "country")
_by_year = _counts("SELECT * FROM places WHERE post_year BETWEEN 2018 AND 2022", "post_year")
_by_age = _counts("SELECT * FROM members WHERE age_group IS NOT NULL", "age_group", _group_order)
_most = """SELECT country, poster_name, max(follower_count) AS follower_count FROM places
  WHERE poster_name IS NOT NULL AND follower_count IS NOT NULL GROUP BY country, poster_name """
_per_country = _top(_most, "country", value="follower_count", then="poster_name")


def _medians(where, group, order):
    return f"""SELECT {group}, median(follower_count) AS median_follower_count FROM users WHERE {where}
      GROUP BY {group} ORDER BY {order}"""


_in_years, _in_group = "post_year BETWEEN 2015 AND 2020", "age_group IS NOT NULL"
questions = {
    "4 top": _top(_by_country, "country"),
    "4 counts": _by_country,
    "5 top": _top(_by_year, "post_year"),
    "5 counts": _by_year,
    "6 perCountry": _per_country,
    "6 top": f"""SELECT DISTINCT country, follower_count FROM (SELECT * FROM ({_per_country})
      QUALIFY follower_count = max(follower_count) OVER ())""",
    "7 top": _top(_by_age, "age_group", _group_order),
    "7 counts": _by_age,
    "8 medians": _medians(_in_group, "age_group", _group_order),
    "9 joined": """SELECT post_year, count(*) AS number_users_joined
      FROM (SELECT year(date_joined) AS post_year FROM (SELECT DISTINCT user_name, age, date_joined FROM user_))
      WHERE post_year BETWEEN 2015 AND 2020 GROUP BY post_year ORDER BY post_year""",
    "10 medians": _medians(_in_years, "post_year", "post_year"),
    "11 medians": _medians(f"{_in_years} AND {_in_group}", "age_group, post_year", f"{_group_order}, post_year"),
}

"""The baseline of our analysis: pandas reads the same JSON lines and groups them in the same ways.

Prints seconds for reading and for grouping, and the peak memory of the process.
"""

import json
import resource
import sys
import time

import pandas

started = time.perf_counter()
orders = pandas.concat((pandas.read_json(file, lines=True) for file in sys.argv[1:]), ignore_index=True)
read = time.perf_counter()

orders = orders.drop_duplicates("order_id")
orders["amount_cents"] = (orders["total_amount"] * 100).round().astype("int64")
for keys in (
    ["item", "category", "weekday_num"],
    ["purchase_date", "weekday_num", "hour_of_day"],
    ["sales_channel", "payment_method", "store_city"],
):
    orders.groupby(keys).agg(
        orders=("amount_cents", "count"), quantity=("quantity", "sum"), revenue_cents=("amount_cents", "sum")
    )
orders.groupby(["sales_channel", "payment_method"])["amount_cents"].describe()
orders["amount_cents"].agg(["mean", "median"])
grouped = time.perf_counter()

peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(
    json.dumps(
        {"rows": len(orders), "read_s": read - started, "total_s": grouped - started, "peak_mb": peak_mb}
    )
)

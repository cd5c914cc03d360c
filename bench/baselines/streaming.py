"""The baseline of our streaming job: a PySpark job as a course project writes it.

Two queries on the same topic, one for valid and one for invalid orders, each with a trigger of 5 seconds, a JSON sink and a
checkpoint of its own, and Spark's defaults otherwise. What the bench needs beside them: an event's stamps as columns.

Obeys lines of JSON on standard input: {"start": topic, "from": "earliest" or "latest", "into": folder} and {"stop": true}; answers each
with a line of JSON.
"""

import json
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, from_json

bootstrap_servers, schema, jars, scratch = sys.argv[1:]

spark = (
    SparkSession.builder.appName("baseline")
    .master("local[*]")
    .config("spark.driver.memory", "2g")
    .config("spark.jars", jars)
    .config("spark.ui.enabled", "false")
    .config("spark.local.dir", scratch)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")

VALID = (
    "order_id IS NOT NULL AND quantity IS NOT NULL AND unit_price IS NOT NULL"
    " AND quantity > 0 AND unit_price > 0"
)


def start_queries(topic, starting_offsets, folder):
    orders = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", bootstrap_servers)
        .option("subscribe", topic)
        .option("startingOffsets", starting_offsets)
        .option("includeHeaders", "true")
        .load()
        .select(
            from_json(col("value").cast("string"), schema).alias("order"),
            col("value").cast("string").alias("raw"),
            *[
                col("headers").getItem(place)["value"].cast("string").cast(kind).alias(name)
                for place, (name, kind) in enumerate(
                    [("run_id", "string"), ("producer", "string"), ("event_seq", "long"),
                     ("intended_us", "long"), ("sent_us", "long")]
                )
            ],
        )
        .select("order.*", "raw", "run_id", "producer", "event_seq", "intended_us", "sent_us")
    )
    valid = orders.filter(VALID).drop("raw")
    invalid = orders.filter(f"NOT coalesce({VALID}, false)")

    def write(rows, name):
        return (
            rows.writeStream.format("json")
            .option("path", f"{folder}/validity={name}")
            .option("checkpointLocation", f"{folder}/checkpoint-{name}")
            .trigger(processingTime="5 seconds")
            .start()
        )

    return [write(valid, "valid"), write(invalid, "invalid")]


def answer(**fields):
    print(json.dumps(fields), flush=True)


queries = []
answer(spark=spark.version)
for line in sys.stdin:
    order = json.loads(line)
    if "start" in order:
        began = time.time()
        queries = start_queries(order["start"], order["from"], order["into"])
        # The first trigger has looked at the topic: from here on nothing is missed.
        while any(query.lastProgress is None and query.isActive for query in queries):
            time.sleep(0.05)
        answer(began_us=int(began * 1_000_000))
    else:
        for query in queries:
            query.processAllAvailable()
        rows = [sum(each["numInputRows"] for each in query.recentProgress) for query in queries]
        for query in queries:
            query.stop()
        answer(rows=rows)
spark.stop()

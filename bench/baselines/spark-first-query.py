"""PySpark's side of spark-first-query.ts: one line asks, one line of JSON answers."""
import json
import sys
import time

print("ready", flush=True)
sys.stdin.readline()

started = time.perf_counter()
from pyspark.sql import SparkSession  # noqa: E402

load = time.perf_counter() - started


def session():
    began = time.perf_counter()
    SparkSession.builder.remote(sys.argv[1]).create().sql("SELECT 1 AS one").collect()
    return time.perf_counter() - began


cpu = time.process_time()
first = session()
cpu = time.process_time() - cpu
second = session()
steps = {"loadMs": load, "firstMs": first, "secondMs": second, "firstCpuMs": cpu}
print(json.dumps({name: seconds * 1000 for name, seconds in steps.items()}), flush=True)

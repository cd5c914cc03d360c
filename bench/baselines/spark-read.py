"""PySpark's side of spark-read.ts: answers "arrow" or "rows" with the seconds that reading the query takes."""
import gc
import sys
import time

from pyspark.sql import SparkSession

remote, query = sys.argv[1:]
frame = SparkSession.builder.remote(remote).getOrCreate().sql(query)
print("ready", flush=True)
for line in sys.stdin:
    started = time.perf_counter()
    result = frame.toArrow() if line.strip() == "arrow" else frame.collect()
    seconds = time.perf_counter() - started
    del result
    gc.collect()
    print(seconds, flush=True)

"""
Runs programs with PySpark's Spark Connect client. Reads {"remote", "prelude", "programs": [{"name", "folder", "python"}]}
from standard input and writes {name: {"value"} or {"failure"}} to standard output. Each program has a session of its own.
"""
import contextlib
import datetime
import decimal
import io
import json
import math
import re
import sys
import textwrap
import traceback

from pyspark.errors import PySparkException
from pyspark.sql import Row, SparkSession, Window
from pyspark.sql import functions as F


def printed(work):
    """What the work prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        work()
    return out.getvalue()


def failure(work):
    """How the work fails; an error if it does not."""
    try:
        work()
    except PySparkException as error:
        return {
            "type": type(error).__name__,
            "errorClass": error.getCondition() or None,
            "sqlState": error.getSqlState(),
            "messageParameters": error.getMessageParameters() or {},
        }
    raise AssertionError("the program was expected to fail")


def without_ids(plan):
    """Without the numbers that Spark gives to columns and plans."""
    return re.sub(r"(#|plan_id=|plan_id:)\d+L?", r"\1", plan)


def canonical(value):
    """A value as JSON has it, the same for what both languages have for a value of Spark."""
    if isinstance(value, Row):
        return canonical(value.asDict())
    if isinstance(value, dict):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.timedelta):
        return canonical(value // datetime.timedelta(microseconds=1))
    if isinstance(value, datetime.datetime):
        # PySpark gives the local time of this process, which runs in UTC.
        return value.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, datetime.date):
        return value.isoformat() + "T00:00:00.000Z"
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return value


def run(program, spark, scope):
    """The program's value, or how it failed."""
    try:
        exec("def program(spark, folder):\n" + textwrap.indent(textwrap.dedent(program["python"]), "    "), scope)
        return {"value": canonical(scope["program"](spark, program["folder"]))}
    except Exception:
        return {"failure": traceback.format_exc(limit=2, chain=False)}


def main():
    task = json.load(sys.stdin)
    names = {"F": F, "Window": Window, "Row": Row, "json": json, "datetime": datetime, "decimal": decimal}
    names |= {"printed": printed, "failure": failure, "without_ids": without_ids}
    exec(task["prelude"], names)
    results, sessions = {}, []
    with contextlib.redirect_stdout(sys.stderr):
        for program in task["programs"]:
            sessions.append(SparkSession.builder.remote(task["remote"]).create())
            results[program["name"]] = run(program, sessions[-1], dict(names))
    json.dump(results, sys.stdout)
    # At the end only: the first stop ends the threads that all sessions of PySpark release results with.
    for session in sessions:
        session.stop()


main()

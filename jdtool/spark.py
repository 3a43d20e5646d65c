"""`jdtool scan --engine spark`: Parquet to Parquet, all of it Spark's work but for the parsing."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from jdtool.errors import UsageError, WorkerError
from jdtool.limits import DEFAULTS, Limits
from jdtool.model import ScanSummary
from jdtool.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 200  # handed to Python at a time; a row may hold a whole page
MEMORY = "if memory is short: PYSPARK_SUBMIT_ARGS='--driver-memory 4g pyspark-shell'"
GONE = frozenset({"Py4JError", "Py4JNetworkError", "ConnectionRefusedError", "ConnectionResetError"})
"""The errors of a connection to a Java that is no more; those that Java itself reports have others."""
INSTALL = "install it with: pip install 'jdtool[spark]'"


def scan_with_spark(
    sources: Sequence[str],
    out: str,
    *,
    taxonomy: Taxonomy | None = None,
    force: bool = False,
    limits: Limits = DEFAULTS,
    contacts: bool = False,
    master: str | None = None,
    bar: bool = False,
) -> ScanSummary:
    """The summary of a scan of Parquet, whose output Spark has put in place; failures lie in `OUT.failures.jsonl`.

    Sources and output are what Spark takes for paths: also those of HDFS and of object stores. `master` is the
    cluster's address; without it, as Spark is configured, or this machine.
    """
    if not out.endswith(".parquet"):
        raise UsageError(f"--output {out}: --engine spark writes Parquet; name a folder that ends in .parquet")
    started = time.monotonic()
    session = _session(master, bar)
    work = partial(_parse, taxonomy=taxonomy, force=force, limits=limits, contacts=contacts)
    try:
        postings, failed = _scan(session, [_address(source) for source in sources], _address(out), work)
    except UsageError:
        raise
    except Exception as error:  # whatever Spark, its Java or the connection to it comes to grief with
        raise WorkerError(f"--engine spark: {_cause(error)}; {MEMORY}") from None
    finally:
        with suppress(Exception):  # a Java that is gone need not be stopped
            session.stop()
    return ScanSummary("jdtool.scan/1", postings, failed, round(time.monotonic() - started, 3), out, False, [])


def _session(master: str | None, bar: bool) -> Any:
    """A session of Spark; UsageError where Spark or Java is not installed."""
    try:
        import pandas  # Spark's own need for batches of Arrow  # noqa: F401
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError(f"--engine spark: PySpark is not installed; {INSTALL}") from None
    remote = "SPARK_REMOTE" in os.environ or (master or "").startswith("sc://")
    if not remote and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageError("--engine spark: Java is not installed; install Java 17 or later, or set JAVA_HOME")
    builder: Any = SparkSession.builder
    builder = builder.appName("jdtool scan").config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
    # Unless told, Spark reads 4,096 rows at once and keeps 10,000: more than the gigabyte that it starts with.
    builder = builder.config("spark.sql.parquet.columnarReaderBatchSize", ROWS)
    builder = builder.config("spark.sql.inMemoryColumnarStorage.batchSize", ROWS)
    builder = builder.config("spark.ui.showConsoleProgress", str(bar).lower())
    if master:
        builder = builder.remote(master) if remote else builder.master(master)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise UsageError(f"--engine spark: Spark does not start: {_first_line(error)}") from None


def _scan(session: Any, sources: list[str], out: str, work: Callable[..., Any]) -> tuple[int, int]:
    from pyspark import StorageLevel
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as f

    from jdtool.arrow import PATH, RECORD, SCHEMA, spark_schema

    try:
        rows = session.read.parquet(*sources)
    except AnalysisException as error:
        raise UsageError(f"--engine spark: {_first_line(error)}") from None
    rows = rows.select("*", f.col("_metadata.file_path").alias(PATH), f.col("_metadata.row_index").alias(RECORD))
    results = rows.mapInArrow(work, spark_schema())
    results = results.persist(StorageLevel.DISK_ONLY)  # read twice, parsed once
    postings = results.where("failure is null").select(*SCHEMA.names)
    postings.write.mode("overwrite").option("compression", "zstd").parquet(out)
    failures = results.where("failure is not null").select("failure.*")
    failures.write.mode("overwrite").option("ignoreNullFields", "false").json(f"{out}.failures.jsonl")
    counted = results.groupBy(f.col("failure").isNull().alias("sound")).count().collect()
    counts = {row["sound"]: row["count"] for row in counted}
    return counts.get(True, 0), counts.get(False, 0)


def _parse(batches: Iterator[pa.RecordBatch], **options: Any) -> Iterator[pa.RecordBatch]:
    """What an executor does with a partition; jdtool must be installed there."""
    from jdtool.arrow import PATH, parse_batches

    return parse_batches((_with_paths(batch, PATH) for batch in batches), **options)


def _with_paths(batch: pa.RecordBatch, name: str) -> pa.RecordBatch:
    """The batch with the addresses of local files as plain paths, as every other record has them."""
    import pyarrow as pa

    addresses = batch.column(name).to_pylist()
    paths = {address: _path(address) for address in set(addresses)}
    column = pa.array([paths[address] for address in addresses], pa.string())
    return batch.set_column(batch.schema.get_field_index(name), name, column)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else address


def _address(name: str) -> str:
    """What Spark takes for a local path: it would look for others in its default file system."""
    return name if urlsplit(name).scheme else f"file://{Path(name).resolve()}"


def _cause(error: Exception) -> str:
    """What went wrong at the bottom of it, as Java tells it, in a line."""
    if type(error).__name__ in GONE:
        return "Spark came to a sudden end"
    lines = str(error).splitlines()
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    return (causes or [_first_line(error)])[-1][:200]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

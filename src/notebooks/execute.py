"""Executes one notebook in its place, a cell at a time, and reports how it goes as lines of JSON.

Arguments: the notebook, the kernel's working folder, and the seconds that a cell may take.
Events: start (cells), cell (cell, seconds), failed (kind: cell, timeout, dead or start; cell, error), done.
Whatever happens, the outputs so far are written and the kernel is shut down, which closes what the notebook has open.
"""

import json
import signal
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from traitlets.config import Config

KERNEL = "tslab"
KERNEL_START_SECONDS = 120
ALIVE_CHECK_SECONDS = 1
# The kernel closes what the notebook has open when it is shut down; half of this later it gets SIGTERM, then SIGKILL.
KERNEL_END_SECONDS = 10


class Failure(Exception):
    def __init__(self, kind, cell, error):
        super().__init__(error)
        self.event = {"event": "failed", "kind": kind, "cell": cell, "error": error}


def tell(event):
    print(json.dumps(event), flush=True)


def error_text(cell):
    """The kernel prints errors; it sends no message of their own for them."""
    return "".join(
        output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"
    )


def execute_cells(client, code_cells):
    replies = {}

    def keep_reply(cell, cell_index, execute_reply):
        replies[cell_index] = execute_reply["content"]["status"]
        # The kernel tells the count in its reply only, where nbclient does not look for it.
        cell.execution_count = execute_reply["content"].get("execution_count")

    client.on_cell_executed = keep_reply
    for number, (index, cell) in enumerate(code_cells, start=1):
        began = time.monotonic()
        try:
            client.execute_cell(cell, index)
        except CellTimeoutError:
            raise Failure("timeout", number, f"it has not ended within {client.timeout} s") from None
        except DeadKernelError:
            raise Failure("dead", number, "the kernel died") from None
        if replies.get(index) != "ok":
            raise Failure("cell", number, error_text(cell))
        tell({"event": "cell", "cell": number, "seconds": round(time.monotonic() - began, 2)})


def execute(path, folder, cell_timeout_seconds):
    notebook = nbformat.read(path, as_version=4)
    code_cells = [
        (index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()
    ]
    tell({"event": "start", "cells": len(code_cells)})
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        timeout=cell_timeout_seconds,
        startup_timeout=KERNEL_START_SECONDS,
        shell_timeout_interval=ALIVE_CHECK_SECONDS,
        shutdown_kernel="graceful",
        config=Config({"KernelManager": {"shutdown_wait_time": KERNEL_END_SECONDS}}),
        allow_errors=True,
        resources={"metadata": {"path": folder}},
    )
    is_up = False
    try:
        with client.setup_kernel():
            is_up = True
            execute_cells(client, code_cells)
    except RuntimeError as error:
        if is_up:
            raise
        raise Failure("start", 0, f"the kernel did not start: {error}") from None
    finally:
        nbformat.write(notebook, path)


def main(path, folder, cell_timeout_seconds):
    # SIGTERM runs the clean-up, as an exception does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        execute(path, folder, int(cell_timeout_seconds))
        tell({"event": "done"})
    except Failure as failure:
        tell(failure.event)


main(*sys.argv[1:])

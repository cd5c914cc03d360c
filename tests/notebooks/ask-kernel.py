"""Asks one TypeScript kernel a list of questions and prints its answers as JSON.

Arguments: the kernel's working folder. Standard input: a list of {"execute": source}, {"complete": source} (at its end)
and {"inspect": source} (at its end). Each answer has the kernel's seconds.
"""

import json
import sys
import time

from jupyter_client.manager import KernelManager

TIMEOUT_SECONDS = 120
# After an error the kernel refuses cells for so long.
AFTER_ERROR_SECONDS = 0.3


def execute(client, source):
    outputs = []
    reply = client.execute_interactive(source, timeout=TIMEOUT_SECONDS, output_hook=outputs.append)
    if reply["content"]["status"] == "error":
        time.sleep(AFTER_ERROR_SECONDS)
    shown = [output["content"] for output in outputs if output["msg_type"] in ("stream", "display_data")]
    return {"status": reply["content"]["status"], "outputs": shown}


def complete(client, source):
    reply = client.complete(source, len(source), reply=True, timeout=TIMEOUT_SECONDS)
    return {"matches": reply["content"]["matches"]}


def inspect(client, source):
    reply = client.inspect(source, len(source), reply=True, timeout=TIMEOUT_SECONDS)
    return {"text": reply["content"]["data"].get("text/plain", "")}


ASK = {"execute": execute, "complete": complete, "inspect": inspect}


def main(folder):
    questions = json.load(sys.stdin)
    manager = KernelManager(kernel_name="tslab")
    manager.start_kernel(cwd=folder)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT_SECONDS)
        answers = []
        for question in questions:
            ((kind, source),) = question.items()
            began = time.monotonic()
            answer = ASK[kind](client, source)
            answers.append({**answer, "seconds": time.monotonic() - began})
        print(json.dumps(answers))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main(sys.argv[1])

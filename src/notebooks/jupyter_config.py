"""Settings of JupyterLab for the course: notebooks are saved without what came of running them."""

import os
import signal
import threading
import time

c = get_config()  # noqa: F821 (Jupyter puts it in)


def end_with_parent(parent=os.getppid()):
    """Ends JupyterLab and its kernels in order when the command that started it was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_parent, daemon=True).start()


# The kernel adds its version, which is none of the source's.
LANGUAGE_KEYS = ("file_extension", "mimetype", "name")


def strip_outputs(model, **_):
    """Sources hold no outputs, counts or timings, so that a change in Git is a change of the text."""
    if model["type"] != "notebook" or model["content"]["nbformat"] != 4:
        return
    metadata = model["content"]["metadata"]
    language = metadata.get("language_info", {})
    metadata["language_info"] = {key: language[key] for key in LANGUAGE_KEYS if key in language}
    for cell in model["content"]["cells"]:
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key == "tags"}
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            cell["execution_count"] = None


# Kernels close what their notebooks have open when they are shut down or restarted.
c.KernelManager.shutdown_wait_time = 10
c.FileContentsManager.pre_save_hook = strip_outputs
c.ServerApp.ip = "127.0.0.1"
# No requests to the outside: no news, no update check, no gallery of extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

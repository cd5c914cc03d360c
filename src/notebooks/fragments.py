"""Renders executed notebooks as pieces of HTML for a page of somebody else: a line of JSON with text by file."""

import json
import sys

from nbconvert import HTMLExporter

exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
exporter.exclude_anchor_links = True
print(json.dumps({file: exporter.from_filename(file)[0] for file in sys.argv[1:]}))

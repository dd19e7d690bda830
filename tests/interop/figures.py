"""The figures of a run of schemathesis, and whether it saw all that it should have seen.

    figures.py NAME REPORT LOG LINKS
"""

import json
import re
import sys

name, report, log, least_links = sys.argv[1:]
with open(report) as file:
    run = json.load(file)
with open(log) as file:
    text = file.read()

operations, cases = run["operations"], run["test_cases"]
failures = len(run["failures"]) + len(run["errors"])
links = int(re.search(r"API Links:\s+(\d+) covered", text)[1]) if "API Links" in text else 0
state = int(re.search(r"Filtered: (\d+)", text)[1]) if "Filtered" in text else 0
print(
    f"schemathesis ({name}): {operations['tested']}/{operations['total']} operations, {cases['generated']} calls, "
    f"{links} links followed, {state} answers about the state of the data, {failures} failures, {run['running_time']:.1f} s"
)
assert run["exit_code"] == 0 and run["complete"] and failures == 0, run
assert operations["tested"] == operations["total"] == 8, operations
assert links >= int(least_links), f"{links} links"
for phase, outcome in run["phases"].items():
    assert outcome["status"] in ("success", "skip"), (phase, outcome)

"""results.py LOG: the results in a log of lava-run, one JSON object per line. The log is a YAML document per line."""
import json
import sys

import yaml

with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    for line in log:
        try:
            record = yaml.load(line, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:
            continue  # What qemu or Python printed themselves.
        if isinstance(record, dict) and record.get("lvl") == "results":
            print(json.dumps(record["msg"], default=str))

"""device.py DICTIONARY JOB: a device as LAVA's server would hand it to the dispatcher, by LAVA's own templates."""
import os
import sys

import jinja2
import yaml

TEMPLATES = "/opt/lava/usr/share/lava-server/device-types"

dictionary, job = sys.argv[1:]
with open(job, encoding="utf-8") as file:
    context = yaml.safe_load(file).get("context", {})
folders = [os.path.dirname(os.path.abspath(dictionary)), TEMPLATES]


def load(name):
    """The dictionary has the name of the template that it extends: from there on it is LAVA's."""
    for folder in folders if name == "device:" + os.path.basename(dictionary) else folders[1:]:
        path = os.path.join(folder, name.replace("device:", ""))
        if os.path.exists(path):
            with open(path, encoding="utf-8") as template:
                return template.read()
    return None


environment = jinja2.Environment(loader=jinja2.FunctionLoader(load), trim_blocks=True, autoescape=False)
print(environment.get_template("device:" + os.path.basename(dictionary)).render(**context))

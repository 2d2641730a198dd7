"""afalg-stress on one board at a desk: a test per verdict, and the results brought home.

    pytest --lg-env labgrid/desk.yaml labgrid/
    AFALG_DURATION=8h AFALG_DRIVER=cbc-aes-caam pytest --lg-env labgrid/desk.yaml labgrid/

The run itself is lava/run.sh, as in a farm. Needs labgrid 0.4 or later and its pytest plugin.
"""
import os
import re
import shlex

import pytest
from labgrid.exceptions import NoDriverFoundError

DURATION = os.environ.get("AFALG_DURATION", "1m")
DRIVER = os.environ.get("AFALG_DRIVER", "")
OPTIONS = os.environ.get("AFALG_OPTIONS", "")
PLACE = "/tmp/afalg-desk"

# Seconds beyond the run for starting, stalls that are waited for, and the console.
MARGIN = 300
SECONDS = {"s": 1, "m": 60, "h": 3600}


def seconds(duration):
    """10m as 600; afalg-stress itself refuses what this does not know."""
    number, unit = re.fullmatch(r"(\d+)([smh])", duration).groups()
    return int(number) * SECONDS[unit]


@pytest.fixture(scope="session")
def command(strategy):
    """Runs commands on the board: over SSH where desk.yaml says how, else on the console."""
    strategy.transition("shell")
    try:
        return strategy.target.get_driver("SSHDriver")
    except NoDriverFoundError:
        return strategy.target.get_driver("ShellDriver")


@pytest.fixture(scope="session")
def home(command, env):
    """Where the package lies on the board."""
    command.run_check(f"rm -rf {PLACE} && mkdir -p {PLACE}")
    if "afalg-stress" not in env.config.get_images():
        return command.run_check("ls -d /opt/afalg-stress-*")[0]
    command.put(env.config.get_image_path("afalg-stress"), f"{PLACE}/package.tar.gz")
    command.run_check(f"tar -C {PLACE} -xzf {PLACE}/package.tar.gz")
    return command.run_check(f"ls -d {PLACE}/afalg-stress-*")[0]


@pytest.fixture(scope="session")
def cases(command, home):
    """Test cases of one run, name to result."""
    arguments = shlex.join(["-d", DURATION, "-r", DRIVER, "-o", OPTIONS])
    command.run(f"cd {PLACE} && {home}/lava/run.sh {arguments} >log 2>&1", timeout=seconds(DURATION) + MARGIN)
    lines = command.run_check(f"cat {PLACE}/output/result.txt")
    return {name: result for name, result, *_ in (line.split() for line in lines if line.strip())}


@pytest.mark.parametrize("case", ["harness", "run", "wrong", "overrun", "length", "refused", "hung", "kernel"])
def test_case(cases, case):
    result = cases.get(case, "missing")
    if result == "skip":
        pytest.skip("nothing was tested: no such algorithm or driver on this board")
    assert result == "pass", {name: each for name, each in cases.items() if each == "fail"}


def test_results_come_home(command, cases, tmp_path_factory):
    """The run's directory, for afalg-stress history and compare."""
    if not hasattr(command, "networkservice"):
        pytest.skip("no SSH to copy files with")
    command.run_check(f"tar -C {PLACE}/output/results -czf {PLACE}/results.tar.gz .")
    there = tmp_path_factory.mktemp("afalg-stress") / "results.tar.gz"
    command.get(f"{PLACE}/results.tar.gz", str(there))
    assert there.stat().st_size > 0
    print(f"results: {there}")

"""Says at the end of a run, so that nobody overlooks it, what this machine could not run.

INTERTITLE_REQUIRE="postgresql,browser" (set where all must run) makes that a failure, also
when such tests were there to run but none did.
"""

import os
from collections import Counter

import pytest

REASON = "this machine has no {}"
NAMES = {
    "postgresql": "PostgreSQL",
    "browser": "Chromium",
    "nginx": "nginx",
    "sample": "sample page",
}
REMEDIES = {
    "postgresql": "On Debian and Ubuntu: sudo apt-get install postgresql",
    "browser": "On Debian and Ubuntu: sudo apt-get install chromium",
    "nginx": "On Debian and Ubuntu: sudo apt-get install nginx",
    "sample": "It is a real page of 2013, whose words may not be carried about.",
}


def skip(what: str) -> pytest.MarkDecorator:
    """The mark for a test that needs `what`, a key of NAMES, and cannot have it."""
    return pytest.mark.skip(reason=REASON.format(NAMES[what]))


class Ledger:
    """Counts in the first process, also under xdist, what ran and what could not."""

    def __init__(self, config: pytest.Config) -> None:
        self.wanted = "postgresql" if config.getoption("database") == "postgresql" else "browser"
        required = os.environ.get("INTERTITLE_REQUIRE", "").split(",")
        self.is_required = self.wanted in required
        self.ran = 0
        self.skipped: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple):
            for what, name in NAMES.items():
                self.skipped[what] += report.longrepr[2].endswith(REASON.format(name))
        elif report.when == "call" and not report.skipped:
            self.ran += self.wanted == "postgresql" or "browser" in report.keywords

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.is_required and not self.ran and session.exitstatus in (0, 5):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for what, count in self.skipped.items():
            if count:
                terminalreporter.section(f"NOT RUN: {NAMES[what]}", red=True, bold=True)
                terminalreporter.line(
                    f"{count} tests were skipped because {REASON.format(NAMES[what])}. "
                    f"{REMEDIES[what]}",
                    red=True,
                )
        if self.is_required and not self.ran:
            terminalreporter.section("REQUIRED, BUT NOT RUN", red=True, bold=True)
            terminalreporter.line(
                f"INTERTITLE_REQUIRE asks for {self.wanted} tests, and none ran.", red=True
            )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(config), "missing-ledger")

"""Bring .venv to the state of a lock file, with nothing but Python itself.

    python3 tools/environment.py requirements.txt

Make calls this before everything else, so it does nothing, quickly, when nothing changed.
"""

import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def is_usable() -> bool:
    """Whether .venv starts, is new enough and has pip.

    It does not after an interrupted start or an upgrade of the system's Python.
    """
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", question], capture_output=True).returncode == 0
    except OSError:
        return False


def create() -> None:
    if find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make virtual environments. On Debian and Ubuntu, first run:\n"
            f"    sudo apt-get install python3.{sys.version_info.minor}-venv"
        )
    print("Making .venv …", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode:
        sys.exit("The virtual environment could not be made; the lines above say why.")
    # Makes `pytest` find the plugins in tests/ when typed without `python -m`.
    next(VENV.glob("lib/python*/site-packages")).joinpath("intertitle.pth").write_text(f"{ROOT}\n")


def install(lock: Path) -> None:
    count = lock.read_text().count("==")
    print(f"Installing {count} packages from {lock.name} (a minute or so) …", flush=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run([*pip, "--require-hashes", "-r", lock], **pipe)
    if done.returncode:
        sys.exit(
            f"{done.stdout}\nThe packages could not be installed; the lines above say why. "
            "Most often the package index cannot be reached from here."
        )


def main(lock: Path) -> None:
    if not is_usable():
        create()
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f"{lock.stem}.sha256"
    if not stamp.is_file() or stamp.read_text() != wanted:
        install(lock)
        stamp.write_text(wanted)


if __name__ == "__main__":
    try:
        main(ROOT / sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)

"""Write the tested set: one lock a purpose, and the same pins for conda users.

Run by ``make lock`` after a change to the dependencies in ``pyproject.toml``.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PURPOSES = {"app": [], "test": ["test"], "dev": ["dev", "bench"]}
HEAD = "# The tested set for `{purpose}`; made by `make lock`, not by hand.\n"
PIN = re.compile(r"^([A-Za-z0-9_.-]+==[^\\]+?)\s*\\?$", re.MULTILINE)

ENVIRONMENT = """\
# The tested set for conda users, with the same pins as requirements/test.lock.
# Made by `make lock`, not by hand.
name: trd-sdm
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python>=3.11,<3.14
  - pip
  - pip:
{pins}
    - -e .
"""


def pins(lock: str) -> list[str]:
    """Give the ``name==version ; marker`` lines of a lock, without hashes."""
    return [line.strip() for line in PIN.findall(lock)]


def compile_lock(purpose: str, extras: list[str], constraint: Path | None) -> Path:
    """Resolve one purpose; a wider one is held to the pins of the narrower one."""
    target = HERE / f"{purpose}.lock"
    argv = ["uv", "pip", "compile", "pyproject.toml", "requirements/build.in", "-o", str(target)]
    argv += ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header", "-q"]
    argv += ["--no-emit-index-url", "--no-emit-find-links"]
    argv += [part for extra in extras for part in ("--extra", extra)]
    if constraint:
        argv += ["-c", str(constraint)]
    subprocess.run(argv, check=True, cwd=ROOT)
    target.write_text(HEAD.format(purpose=purpose) + target.read_text(encoding="utf-8"), encoding="utf-8")
    return target


def environment(lock: str) -> str:
    """Give ``environment.yml`` for one lock."""
    return ENVIRONMENT.format(pins="\n".join(f'    - "{pin}"' for pin in pins(lock)))


def main() -> int:
    """Write all locks and ``environment.yml``."""
    before: Path | None = None
    for purpose, extras in PURPOSES.items():
        before = compile_lock(purpose, extras, before)
    text = environment((HERE / "test.lock").read_text(encoding="utf-8"))
    (ROOT / "environment.yml").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

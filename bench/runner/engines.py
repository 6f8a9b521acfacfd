"""The engines: how each of them runs a program, which of them this machine has."""

import os
import shutil
import subprocess

from .suite import BUILD, ROOT

# -ffp-contract=off: without it gcc fuses multiplications and additions, which rounds once instead of twice and
# prints other digits than the languages that follow IEEE 754 step by step.
C_FLAGS = ["-std=gnu11", "-O2", "-march=native", "-ffp-contract=off", "-Wall", "-Wextra"]


class Engine:
    """A way to run programs of one language."""

    def __init__(self, name, extension, command, about, version=None, hello="print(1)"):
        self.name, self.extension, self.about, self.hello = name, extension, about, hello
        self.words = command
        self.version_words = version

    def command(self, program, arguments):
        """The command line that runs a program; for C, of the executable that prepare() made."""
        if self.extension == "c":
            return [os.path.join(BUILD, program.name), *arguments]
        return [*self.words, program.path(self.extension), *arguments]

    def start_up(self):
        """The command line of the smallest program, or None."""
        return [*self.words, "-e", self.hello] if self.extension != "c" else None

    def has(self, program):
        return os.path.exists(program.path(self.extension))

    def version(self):
        return first_line([self.words[0], *self.version_words]).split("  ")[0].split(" -- ")[0]


GSCRIPT = os.path.join(ROOT, "build", "gscript")
ENGINES = [
    Engine("tree", "gs", [GSCRIPT, "--tree"], "GScript, the tree-walking interpreter", ["--version"]),
    Engine("vm", "gs", [GSCRIPT, "--vm"], "GScript, the bytecode VM", ["--version"]),
    Engine("jit", "gs", [GSCRIPT, "--jit"], "GScript, the JIT compiler", ["--version"]),
    Engine("trace", "gs", [GSCRIPT, "--trace"], "GScript, the tracing JIT compiler", ["--version"]),
    Engine("luajit", "lua", ["luajit"], "LuaJIT", ["-v"]),
    Engine("luajit-joff", "lua", ["luajit", "-joff"], "LuaJIT, its interpreter only", ["-v"]),
    Engine("lua5.4", "lua", ["lua5.4"], "Lua 5.4", ["-v"]),
    Engine("node", "js", ["node"], "Node.js (V8)", ["--version"], "console.log(1)"),
    Engine("c", "c", ["gcc"], "C, gcc " + " ".join(C_FLAGS[1:4]), ["--version"]),
]


def first_line(command):
    """The first line that a command prints."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=60)
    except OSError:
        return "unknown"
    return (done.stdout.decode("utf-8", "replace").splitlines() or ["unknown"])[0].strip()


def why_missing(engine):
    """None if the engine can be used, otherwise the reason why not."""
    if not shutil.which(engine.words[0]):
        return f"no {os.path.relpath(engine.words[0], ROOT) if os.sep in engine.words[0] else engine.words[0]}"
    if engine.name in ("jit", "trace"):
        # The option exists from the beginning and means the next best engine until there is a compiler.
        folder = os.path.join(ROOT, "src", "jit" if engine.name == "jit" else os.path.join("jit", "trace"))
        if not os.path.isdir(folder):
            return f"no {os.path.relpath(folder, ROOT)}"
    return None


def available(wanted, gscript, note):
    """The engines of a comma-separated list (or all) that are there; ValueError for a name that nobody knows."""
    by_name = {engine.name: engine for engine in ENGINES}
    names = wanted.split(",") if wanted else list(by_name)
    for name in names:
        if name not in by_name:
            raise ValueError(f"there is no engine '{name}', see bench/run --list")
    if gscript:
        for engine in ENGINES:
            if engine.extension == "gs":
                engine.words[0] = os.path.abspath(gscript)
    chosen = []
    for engine in (by_name[name] for name in names):
        reason = why_missing(engine)
        if reason:
            note(f"{engine.name} is left out: {reason}")
        else:
            chosen.append(engine)
    return chosen


def compile_c(source, target):
    """Makes an executable unless a newer one is there. Returns what the compiler had to say if it failed."""
    if os.path.exists(target) and os.path.getmtime(target) > os.path.getmtime(source):
        return None
    os.makedirs(os.path.dirname(target), exist_ok=True)
    partial = f"{target}.{os.getpid()}.tmp"
    try:
        done = subprocess.run(["gcc", *C_FLAGS, "-o", partial, source, "-lm"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as problem:
        return str(problem)
    if done.returncode != 0:
        return done.stdout.decode("utf-8", "replace")
    os.replace(partial, target)
    return None


def prepare(engine, program):
    """What has to be done before a program runs for the first time. Returns a problem or None."""
    if engine.extension == "c":
        return compile_c(program.path("c"), os.path.join(BUILD, program.name))
    return None

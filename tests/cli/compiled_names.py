# Compiled functions have names in `perf` (--perf) and in gdb (--gdb), and gdb walks a stack through them.
import os
import shutil
import struct
import subprocess
import sys

GSCRIPT, FOLDER = os.environ["GSCRIPT"], os.environ["TEST_TMP"]
SCRIPT = """\
func add(a, b) { return a + b }
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ { s = add(s, i) }
    return s
}
print(sum(10))
"""
os.chdir(FOLDER)
with open("names.gs", "w", encoding="utf-8") as file:
    file.write(SCRIPT)


def fail(text):
    print("FAIL:", text)
    sys.exit(1)


def run(*arguments, **environment):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment})


def check_frames(section, code_size):
    """The second entry of .eh_frame says which code it describes, seen from itself; the section stands behind the code."""
    common, = struct.unpack_from("=I", section)
    entry = 4 + common
    _, back, start, size = struct.unpack_from("=IIiI", section, entry)
    if back != entry + 4 or size != code_size or entry + 8 + start != -(code_size + 7 & ~7):
        fail(f"frames of other code: {section.hex()}")


def dumped(path):
    """Names and code of the records of a jitdump file. In front of each stands one with the sections that describe its frames."""
    with open(path, "rb") as file:
        data = file.read()
    magic, version, size = struct.unpack_from("=III", data)
    if (magic, version) != (0x4A695444, 1):
        fail("no header of a jitdump file")
    found, numbers = {}, []
    while size < len(data):
        kind, length, _, sections, index, mapped = struct.unpack_from("=IIQQQQ", data, size)
        if kind != 4 or mapped != sections or index != 20 or size + 40 + sections > size + length:
            fail(f"a bad record of frames at {size}")
        frames = data[size + 40:size + 40 + sections - index]
        size += length
        kind, length, _, process, _, address, code, code_size, number = struct.unpack_from("=IIQIIQQQQ", data, size)
        end = data.index(b"\0", size + 56)
        code_at = end + 1
        if kind != 0 or address != code or code_at + code_size != size + length:
            fail(f"a bad record at {size}")
        check_frames(frames, code_size)
        found[data[size + 56:end].decode()] = data[code_at:code_at + code_size]
        numbers.append(number)
        size += length
    if numbers != list(range(len(numbers))):
        fail(f"numbers of records: {numbers}")
    return found


os.mkdir("dumps")
done = run(GSCRIPT, "--jit", "--hot=1", "--perf", "names.gs", JITDUMPDIR="dumps")
if done.stdout != "55\n" or done.returncode != 0:
    fail(f"with --perf: {done}")
files = os.listdir("dumps")
if len(files) != 1 or not files[0].startswith("jit-") or not files[0].endswith(".dump"):
    fail(f"files: {files}")
names = dumped(os.path.join("dumps", files[0]))
for name in ("add:1", "sum:3"):
    if len(names.get(name, b"")) < 16:
        fail(f"no code of {name} in {list(names)}")

if not shutil.which("gdb"):
    print("skipped: there is no gdb")
    sys.exit(0)
done = run("gdb", "-nx", "-batch", "-ex", "set confirm off", "-ex", "catch syscall write",
           "-ex", "run", "-ex", "info functions sum:3", "-ex", "kill", "--args", GSCRIPT, "--jit", "--hot=1", "--gdb", "names.gs")
if "ptrace" in done.stderr or "Cannot" in done.stderr and "Breakpoint" not in done.stdout:
    print("skipped: debugging is not allowed here")
    sys.exit(0)
if "sum:3" not in done.stdout.split("matching regular expression", 1)[-1].split(":", 1)[-1]:
    fail(f"gdb does not know sum:3\n{done.stdout}{done.stderr}")

# From a C++ function through compiled code to the C++ that entered it, and on to where the native stack of the script begins.
with open("calls.gs", "w", encoding="utf-8") as file:
    file.write("""\
func ask(depth) {
    if depth > 0 { return ask(depth - 1) || nil }
    return os.getenv("NO_SUCH_NAME")
}
func work(n) {
    for i := 0; i < n; i++ { ask(4) }
}
work(10)
""")
done = run("gdb", "-nx", "-batch", "-ex", "set confirm off", "-ex", "break gs::stdlib::environment_variable",
           "-ex", "ignore 1 8", "-ex", "run", "-ex", "bt", "-ex", "kill", "--args", GSCRIPT, "--jit", "--hot=1", "--gdb", "calls.gs")
at = -1
for name in ("environment_variable", "in ask:2 ()", "in ask:2 ()", "in loop in work:6 ()", "in gate ()", "gs::jit::enter", "gs::cli::run_chunk"):
    further = done.stdout.find(name, at + 1)
    if further < 0:
        fail(f"{name} is missing in the stack, or not where it should be:\n{done.stdout}{done.stderr}")
    at = further

# The same at every instruction.
with open("steps.gs", "w", encoding="utf-8") as file:
    file.write("""\
func pair(a, b) { return a, b }
func last(n) { return pair(n, n + 1) }
func make(i) { return {x: i, y: {i, i}} }
func work(n, t) {
    for i := 0; i < n; i++ { a, b := last(i); t.x = t.x + a * b }
    return t.x
}
t := make(1)
for i := 0; i < 100; i++ { work(3, t) }
""")
WALK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "walk_compiled.py")
for switch in ("--hot=1", "--exit-stress=5"):
    done = run("gdb", "-nx", "-batch", "-x", WALK, "--args", GSCRIPT, "--jit", "--hot=1", switch, "--gdb", "steps.gs")
    if "Python" in done.stderr and "supported" in done.stderr:
        print("skipped: this gdb runs no scripts")
        break
    if "walked: 400 steps" not in done.stdout:
        fail(f"stepping with {switch}:\n{done.stdout[-2000:]}{done.stderr}")

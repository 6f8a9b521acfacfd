# Compiled functions have names in `perf` (--perf) and in gdb (--gdb).
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


def dumped(path):
    """Names and code of the records of a jitdump file."""
    with open(path, "rb") as file:
        data = file.read()
    magic, version, size = struct.unpack_from("=III", data)
    if (magic, version) != (0x4A695444, 1):
        fail("no header of a jitdump file")
    found, numbers = {}, []
    while size < len(data):
        kind, length, _, process, _, address, code, code_size, number = struct.unpack_from("=IIQIIQQQQ", data, size)
        end = data.index(b"\0", size + 56)
        code_at = end + 1
        if kind != 0 or address != code or code_at + code_size != size + length:
            fail(f"a bad record at {size}")
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
    sys.exit(0)
done = run("gdb", "-nx", "-batch", "-ex", "set confirm off", "-ex", "catch syscall write",
           "-ex", "run", "-ex", "info functions sum:3", "-ex", "kill", "--args", GSCRIPT, "--jit", "--hot=1", "--gdb", "names.gs")
if "ptrace" in done.stderr or "Cannot" in done.stderr and "Breakpoint" not in done.stdout:
    sys.exit(0)  # debugging is not allowed here
if "sum:3" not in done.stdout.split("matching regular expression", 1)[-1].split(":", 1)[-1]:
    fail(f"gdb does not know sum:3\n{done.stdout}{done.stderr}")

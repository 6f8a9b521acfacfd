"""Signals that end a program: it ends by that signal, and what it has printed before gets out."""

# timeout: 60
import os
import signal
import subprocess
import sys
import time

GSCRIPT, FOLDER = os.environ["GSCRIPT"], os.environ["TEST_TMP"]
failures = 0


def fail(what, message):
    global failures
    failures += 1
    print(f"FAIL: {what}: {message}")


def start(*arguments, **streams):
    for name in ("stdin", "stdout", "stderr"):
        streams.setdefault(name, subprocess.PIPE)
    return subprocess.Popen([GSCRIPT, *arguments], cwd=FOLDER, **streams)


def wait_ready(what):
    """Waits until the program has made the file `ready`."""
    path, end = os.path.join(FOLDER, "ready"), time.monotonic() + 10
    while not os.path.exists(path):
        if time.monotonic() > end:
            return fail(what, "it did not come so far")
        time.sleep(0.005)
    os.unlink(path)


def ends_by(what, process, number, out=b""):
    """Checks how the program ends that has got the signal."""
    try:
        output, errors = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        return fail(what, "it did not end")
    if process.returncode != -number:
        fail(what, f"status {process.returncode}")
    if output != out or errors:
        fail(what, f"wrote {output!r} and {errors!r}")


READY = "fs.writefile('ready', '') "
for engine in ("--tree", "--vm"):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for body in ("for { }", "time.sleep(9)", "io.read()", "os.execute('exec sleep 0.5') for { }", "select { }",
                     "coroutine.wrap(func() { for { x := string.rep('x', 1000) } })()", "<-make(chan)",
                     "go func() { for { } }() for { time.sleep(0.001) }"):
            if body in ("select { }", "<-make(chan)"):
                body = "go func() { for { time.sleep(1) } }() " + body
            what = f"{engine} {body} {number.name}"
            process = start(engine, "-e", "print('before') io.write('more')" + READY + body)
            wait_ready(what)
            process.send_signal(number)
            ends_by(what, process, number, b"before\nmore")

# What the parent does not want to end the program does not.
process = start("-e", "print('before') " + READY + "io.read() print('after')",
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
wait_ready("ignored signal")
process.send_signal(signal.SIGHUP)
output, _ = process.communicate(b"\n", timeout=10)
if output != b"before\nafter\n" or process.returncode != 0:
    fail("ignored signal", f"status {process.returncode}, {output!r}")

# If nobody takes the output, a second signal ends the wait.
reader, writer = os.pipe()
process = start("-e", "io.write(string.rep('x', 65536)) io.flush() io.write('more') " + READY + "for { }", stdout=writer)
wait_ready("full pipe")
process.send_signal(signal.SIGINT)
time.sleep(0.2)
if process.poll() is not None:
    fail("full pipe", "it did not wait for its reader")
process.send_signal(signal.SIGINT)
ends_by("full pipe", process, signal.SIGINT, None)
os.close(writer)
os.close(reader)

# A program that waits for its own text, from a named pipe that nobody opens.
os.mkfifo(os.path.join(FOLDER, "fifo.gs"))
process = start("fifo.gs")
time.sleep(0.2)
process.send_signal(signal.SIGINT)
ends_by("named pipe", process, signal.SIGINT)

sys.exit(1 if failures else 0)

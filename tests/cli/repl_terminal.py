"""The REPL on a terminal: banner, prompts, editing, history, completion, Ctrl-C (language.md 16.3)."""

import os
import pty
import re
import select
import signal
import sys
import time

GSCRIPT, FOLDER = os.environ["GSCRIPT"], os.environ["TEST_TMP"]
BANNER = "GScript 1.0 (type 'exit' or press Ctrl-D to leave)"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|[\x00\x07]")
failures = 0


class Session:
    """A program on a terminal of its own."""

    def __init__(self, *arguments, **environment):
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ.update({"HOME": FOLDER, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"})
            os.environ.update(environment)
            os.execv(GSCRIPT, [GSCRIPT, *arguments])
        self.pid, self.terminal, self.text, self.seen = pid, terminal, "", 0

    def send(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, text, seconds=10):
        """Waits until the program has written the text behind what was waited for before."""
        end = time.monotonic() + seconds
        while True:
            found = ESCAPES.sub("", self.text).find(text, self.seen)
            if found >= 0:
                self.seen = found + len(text)
                return True
            if not self.read(end - time.monotonic()):
                global failures
                failures += 1
                print(f"FAIL: waited in vain for {text!r} behind {ESCAPES.sub('', self.text)[max(0, self.seen - 60):]!r}")
                return False

    def read(self, seconds):
        if seconds <= 0 or not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.text += data.decode("utf-8", "replace")
        return bool(data)

    def ask(self, line, *answers):
        self.send(line + "\r")
        for answer in answers:
            self.wait_for(answer)
        return self.wait_for("> ")

    def end(self, status, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, result = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self.terminal)
                return check(os.waitstatus_to_exitcode(result) == status, f"exit status {result}, expected {status}")
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        check(False, f"the program does not end behind {self.text[-200:]!r}")


def check(condition, text):
    global failures
    if not condition:
        failures += 1
        print("FAIL:", text)


def dialogue(*flags):
    session = Session(*flags)
    session.wait_for(BANNER)
    session.wait_for("> ")
    session.ask("6 * 7", "\n42\r\n")
    session.ask("x := 5")
    session.ask("x", "\n5\r\n")
    session.ask('"grüße"', "\ngrüße\r\n")
    session.send("func add(a, b) {\r")
    session.wait_for(">> ")
    session.ask("return a + b }")
    session.ask("add(1, 2)", "\n3\r\n")
    session.ask("error(\"no\")", "\n(repl):1: no\r\n", "in main chunk\r\n")
    session.ask("x x", "(repl):1:1: expression is not a statement\r\nx x\r\n^\r\n")
    session.ask("<-make(chan)", "fatal: all goroutines are asleep - deadlock\r\n")
    session.send("exit\r")
    session.end(0)


def interrupts(*flags):
    session = Session(*flags)
    session.wait_for("> ")
    # While a program runs
    session.send("pcall(func() { for { } }) print(\"caught\")\r")
    time.sleep(0.3)
    session.send("\x03")
    session.wait_for("(repl):1: interrupted")
    session.wait_for("> ")
    check("\ncaught" not in session.text, "an interrupt was caught")
    session.send("time.sleep(60)\r")
    time.sleep(0.3)
    session.send("\x03")
    session.wait_for("(repl):1: interrupted")
    session.wait_for("> ")
    # At the prompt
    session.send("print(\"thrown away\")")
    time.sleep(0.2)
    session.send("\x03")
    session.wait_for("> ")
    session.ask("1 + 1", "\n2\r\n")
    check("\nthrown away" not in session.text, "Ctrl-C did not clear the line")
    # In an unfinished input
    session.send("if true {\r")
    session.wait_for(">> ")
    session.send("\x03")
    session.wait_for("> ")
    session.ask("2 + 1", "\n3\r\n")
    # Goroutines go on meanwhile
    session.ask("go func() { time.sleep(0.1) print(\"tick\") }()")
    session.wait_for("tick")
    session.send("\x04")
    session.end(0)


def typing_ahead():
    session = Session()
    session.send("20 + 1\r\x04")
    session.wait_for("\n21\r\n")
    session.end(0)
    session = Session()
    session.wait_for("> ")
    session.send("time.sleep(0.3)\r")
    time.sleep(0.1)
    session.send("20 + 2\r\x04")
    session.wait_for("\n22\r\n")
    session.end(0)


def history():
    first = Session()
    first.wait_for("> ")
    first.ask("\"remember \" .. 1", "\nremember 1\r\n")
    first.ask("\"something \" .. 2", "\nsomething 2\r\n")
    first.send("\x1b[A\x1b[A\r")
    first.wait_for("\nremember 1\r\n")
    first.wait_for("> ")
    first.send("quit\r")
    first.end(0)
    second = Session()
    second.wait_for("> ")
    second.send("\x1b[A\x1b[A\r")  # above `quit`
    second.wait_for("\nremember 1\r\n")
    second.wait_for("> ")
    second.send("\x01\x0b\x04")
    second.end(0)


def editing():
    session = Session()
    session.wait_for("> ")
    session.send("13 + 1\x01\x1b[C\x1b[3~2\r")  # to the start, one right, delete, 2
    session.wait_for("\n13\r\n")
    session.wait_for("> ")
    session.ask("shape := {width: 3, wide: 1, area: func(self) { return self.width }}")
    session.send("shape.wid\t")
    session.send("\t")
    session.wait_for("wide")
    session.wait_for("width")
    session.send("th\r")
    session.wait_for("\n3\r\n")
    session.wait_for("> ")
    session.send("sha\t:ar\t()\r")
    session.wait_for("\n3\r\n")
    session.wait_for("> ")
    session.send("string.upp\t(\"x\")\r")
    session.wait_for("\nX\r\n")
    session.wait_for("> ")
    session.ask("name := \"text\"")
    session.send("name:upp\t()\r")
    session.wait_for("\nTEXT\r\n")
    session.wait_for("> ")
    session.send("(fun\t() { return 40 + 1 })()\r")
    session.wait_for("\n41\r\n")
    session.wait_for("> ")
    session.send("\x04")
    session.end(0)


def colors():
    session = Session(NO_COLOR="")
    session.wait_for("> ")
    session.ask("1 + 1", "2")
    check("\x1b[" in session.text, "no colours on a terminal")
    session.send("\x04")
    session.end(0)
    session = Session(TERM="dumb")
    session.wait_for(BANNER)
    session.send("1 + 1\r")
    session.wait_for("\n2")
    session.wait_for("> ")
    check("\x1b[3" not in session.text, "colours on a dumb terminal")
    session.send("\x04")
    session.end(0)


def outside_the_repl():
    """Ctrl-C ends any other program as usual."""
    with open(os.path.join(FOLDER, "loop.gs"), "w", encoding="utf-8") as file:
        file.write("print(\"started\") for { }\n")
    session = Session(os.path.join(FOLDER, "loop.gs"))
    session.wait_for("started")
    session.send("\x03")
    session.end(-signal.SIGINT)


for engine in ("tree", "vm"):
    dialogue(f"--engine={engine}")
    interrupts(f"--engine={engine}")
typing_ahead()
history()
editing()
colors()
outside_the_repl()
sys.exit(1 if failures else 0)

# Runs in gdb: at each of 400 instructions of compiled code, the stack must lead to where the script's native stack begins.
import gdb

STEPS = 400


def names():
    frame = gdb.newest_frame()
    while frame is not None:
        yield frame.name() or "?"
        frame = frame.older()


def is_compiled(name):
    return name == "gate" or ":" in name and "::" not in name


for command in ("set confirm off", "set pagination off", "break gs::jit::enter", "run"):
    gdb.execute(command, to_string=True)
left = STEPS
while left:
    name = gdb.newest_frame().name() or "?"
    if is_compiled(name):
        stack = list(names())
        if not any("segment_entry" in name for name in stack):
            print(gdb.execute("x/4i $pc", to_string=True), stack)
            break
        left -= 1
    # C++ that compiled code calls is not of interest: the next time, then.
    gdb.execute("stepi" if is_compiled(name) or "jit::enter" in name else "continue", to_string=True)
gdb.execute("kill", to_string=True)
print(f"walked: {STEPS - left} steps")

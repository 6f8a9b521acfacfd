"""bench/run --check: all engines must print the same, quickly enough to be a test."""

import concurrent.futures
import subprocess

from . import engines

SHOWN = 300


def output_of(command, timeout):
    """What a command prints, and a problem or None."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return b"", f"no end after {timeout} s"
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return done.stdout, f"exit status {done.returncode}" + (": " + lines[0] if lines else "")
    return done.stdout, None


def check_program(program, chosen, timeout):
    """The number of engines that ran a program, and what is wrong. A variant must print what its original prints."""
    first, count, problems = None, 0, []
    if program.original and chosen[0].has(program):
        output, problem = output_of(chosen[0].command(program.original, program.small), timeout)
        first = program.original.name, output
        problems = [f"{program.original.name}: {problem}"] if problem else []
    for engine in chosen:
        if not engine.has(program):
            continue
        count += 1
        problem = engines.prepare(engine, program)
        if not problem:
            output, problem = output_of(engine.command(program, program.small), timeout)
        if not problem and not output.strip():
            problem = "prints nothing"
        if problem:
            problems.append(f"{engine.name}: {problem}")
        elif first is None:
            first = engine.name, output
        elif output != first[1]:
            text = output.decode("utf-8", "replace")[:SHOWN]
            other = first[1].decode("utf-8", "replace")[:SHOWN]
            problems.append(f"{engine.name} prints\n{text}\nbut {first[0]} prints\n{other}")
    return count, problems


def run(programs, chosen, timeout, jobs):
    """Checks all programs; prints what fails and, at the end, the counts as all our suites do."""
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(max(1, jobs)) as pool:
        checks = [(program, pool.submit(check_program, program, chosen, timeout)) for program in programs]
        for program, future in checks:
            count, problems = future.result()
            passed += count - len(problems)
            failed += len(problems)
            for problem in problems:
                print(f"FAIL {program.name}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0

"""Runs programs in turns and takes their times."""

import datetime
import os
import platform
import statistics
import subprocess
import tempfile
import time

from . import engines
from .suite import BENCH, BUILD


class Run:
    """How one run of a command ended. Times are in seconds, memory in units of 1024 bytes."""

    def __init__(self, status, wall, cpu, peak, output, errors):
        self.status, self.wall, self.cpu, self.peak = status, wall, cpu, peak
        self.output, self.errors = output, errors

    def problem(self):
        """None if all went well."""
        if self.status == 0:
            return None
        ending = f"signal {-self.status}" if self.status < 0 else f"exit status {self.status}"
        lines = self.errors.decode("utf-8", "replace").strip().splitlines()
        return ending + (": " + lines[0] if lines else "")


class Launcher:
    """Starts commands through runner/launch.c, or by itself where there is no C compiler."""

    def __init__(self, timeout, note):
        self.timeout = timeout
        self.helper = os.path.join(BUILD, "launch")
        self.report = tempfile.NamedTemporaryFile(prefix="bench-")
        problem = engines.compile_c(os.path.join(BENCH, "runner", "launch.c"), self.helper)
        if problem:
            note("no C compiler: the peaks of memory include what the runner itself occupies")
            self.helper = None

    def run(self, command):
        return self.run_helped(command) if self.helper else self.run_plain(command)

    def run_helped(self, command):
        done = subprocess.run([self.helper, self.report.name, str(self.timeout), *command], stdin=subprocess.DEVNULL,
                              capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"bench/run: cannot run {command[0]}: {done.stderr.decode('utf-8', 'replace')}")
        with open(self.report.name, encoding="ascii") as file:
            status, wall, user, system, peak = map(int, file.read().split())
        return Run(status, wall / 1e9, (user + system) / 1e6, peak, done.stdout, done.stderr)

    def run_plain(self, command):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begin = time.perf_counter()
            child = subprocess.Popen(["timeout", str(self.timeout), *command], stdin=subprocess.DEVNULL, stdout=out,
                                     stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - begin
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Run(child.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out.read(),
                       err.read())


def cpu_name():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def middle(runs):
    """The medians of some runs; 'walls' and 'cpus' keep all the times for those who want to see how they spread."""
    return {
        "wall": statistics.median(run.wall for run in runs),
        "cpu": statistics.median(run.cpu for run in runs),
        "peak": statistics.median(run.peak for run in runs),
        "walls": [round(run.wall, 6) for run in runs],
        "cpus": [round(run.cpu, 6) for run in runs],
    }


def measure(launcher, commands, rounds):
    """Runs commands, a dictionary by engine, in turns. Returns the runs by engine, and a list of problems."""
    runs = {name: [] for name in commands}
    problems, expected = [], None
    for _ in range(rounds):
        for name, command in commands.items():
            run = launcher.run(command)
            problem = run.problem()
            if problem is None:
                if expected is None:
                    expected = name, run.output
                elif run.output != expected[1]:
                    problem = f"prints something else than {expected[0]}"
            if problem:
                problems.append(f"{name}: {problem}")
            runs[name].append(run)
        if problems:
            break
    return runs, problems


def run_program(program, chosen, launcher, rounds, results, note):
    """Measures one program and adds what came out to the results."""
    commands, problems = {}, []
    for engine in chosen:
        if not engine.has(program):
            continue
        problem = engines.prepare(engine, program)
        if problem:
            problems.append(f"{engine.name}: {problem}")
        else:
            commands[engine.name] = engine.command(program, program.full)
    if not commands:
        return
    runs, more = measure(launcher, commands, rounds)
    problems += more
    for problem in problems:
        note(f"FAIL {program.name}: {problem}")
        results["problems"].append(f"{program.name}: {problem}")
    if problems:
        return
    row = {name: middle(list_of_runs) for name, list_of_runs in runs.items()}
    results["programs"].append({"name": program.name, "group": program.group, "arguments": program.full,
                                "original": program.original and program.original.name, "engines": row})
    note(f"{program.name:<26} " + "  ".join(f"{name} {row[name][results['clock']] * 1000:.0f}" for name in row))


def run(programs, chosen, options, note):
    """All measurements, as a value that can be written as JSON."""
    launcher = Launcher(options.timeout, note)
    results = {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": cpu_name(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "load": round(os.getloadavg()[0], 2),
        "rounds": options.rounds,
        "clock": options.clock,
        "base": options.base,
        "engines": {engine.name: {"about": engine.about, "version": engine.version()} for engine in chosen},
        "start_up": {},
        "programs": [],
        "problems": [],
    }
    # Starting is short, so more rounds cost little.
    commands = {engine.name: engine.start_up() for engine in chosen if engine.start_up()}
    runs, problems = measure(launcher, commands, 3 * options.rounds)
    results["problems"] += [f"start-up: {problem}" for problem in problems]
    if not problems:
        results["start_up"] = {name: middle(list_of_runs) for name, list_of_runs in runs.items()}
    for program in programs:
        run_program(program, chosen, launcher, options.rounds, results, note)
    return results

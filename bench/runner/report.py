"""Tables: for the terminal and in Markdown."""

import math


def time_of(results, row, engine):
    """The time of a program in an engine, in seconds, or None."""
    measured = row["engines"].get(engine)
    return measured[results["clock"]] if measured else None


def ratio_of(results, row, engine):
    """The time of a program as a multiple of the time of the base, or None."""
    time, base = time_of(results, row, engine), time_of(results, row, results["base"])
    return time / base if time is not None and base else None


def geometric_mean(numbers):
    numbers = [number for number in numbers if number]
    return math.exp(sum(map(math.log, numbers)) / len(numbers)) if numbers else None


def mean_ratio(results, engine, group=None):
    """The geometric mean of the ratios of an engine, over a group of programs or all."""
    return geometric_mean([ratio_of(results, row, engine) for row in results["programs"]
                           if group in (None, row["group"])])


def groups_of(results):
    return list(dict.fromkeys(row["group"] for row in results["programs"]))


def milliseconds(seconds):
    if seconds is None:
        return "-"
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def ratio_text(ratio):
    return "-" if ratio is None else f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"


def tables(results):
    """The tables as (title, header, rows)."""
    names = list(results["engines"])
    groups = groups_of(results)
    ratios = [[row["name"], *(ratio_text(ratio_of(results, row, name)) for name in names)]
              for row in results["programs"]]
    for group in groups:
        ratios.append([f"mean, {group}", *(ratio_text(mean_ratio(results, name, group)) for name in names)])
    if len(groups) > 1:
        ratios.append(["mean, all", *(ratio_text(mean_ratio(results, name)) for name in names)])
    times = [[row["name"], *(milliseconds(time_of(results, row, name)) for name in names)]
             for row in results["programs"]]
    memory = [[row["name"], *(f"{row['engines'][name]['peak'] / 1024:.1f}" if name in row["engines"] else "-"
                              for name in names)] for row in results["programs"]]
    started = results["start_up"]
    start_up = [[name, milliseconds(started[name]["wall"]), f"{started[name]['peak'] / 1024:.1f}"]
                for name in names if name in started]
    clock = "elapsed time" if results["clock"] == "wall" else "processor time"
    found = [
        (f"Time relative to {results['base']} (less is better, means are geometric)", ["program", *names], ratios),
        (f"Time in ms ({clock}, median)", ["program", *names], times),
        ("Peak memory in MB", ["program", *names], memory),
        ("Start-up: print(1)", ["engine", "ms", "MB"], start_up),
    ]
    return [table for table in found if table[2]]


def aligned(title, header, rows):
    """A table for a terminal."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    lines = [title]
    for row in [header, *rows]:
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells))
    return "\n".join(lines)


def text_table(results):
    """The tables for a terminal."""
    return "\n\n".join(aligned(*table) for table in tables(results))


def markdown_table(title, header, rows):
    """The lines of a table in Markdown."""
    lines = ["", f"## {title}", "", "| " + " | ".join(header) + " |", "|---" + "|--:" * (len(header) - 1) + "|"]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def circumstances(results):
    """When, where and how something was measured, as lines of Markdown."""
    clock = "elapsed time" if results["clock"] == "wall" else "processor time"
    lines = [
        f"- {results['date']}",
        f"- {results['cpu']}, {results['cores']} cores, {results['system']}, load {results['load']} at the start",
        f"- {results['rounds']} rounds in turns, medians of {clock}",
    ]
    lines += [f"- {name}: {engine['about']}, {engine['version']}" for name, engine in results["engines"].items()]
    return lines + [f"- **failed**: {problem}" for problem in results["problems"]]


def markdown(results):
    """bench/RESULTS.md."""
    lines = ["# Results", "",
             "Written by `bench/run`; [README.md](README.md) says what the programs are and how they are measured.", "",
             *circumstances(results)]
    for table in tables(results):
        lines += markdown_table(*table)
    return "\n".join(lines) + "\n"

"""Plots: bars as SVG, written by hand because a few rectangles need no library.

The ratios have a logarithmic axis: a bar begins at the base (1x) and points to the left for an engine that is faster
than the base, to the right for one that is slower. Equal factors have equal lengths, whatever the direction.
"""

import html
import math
import os

from .report import mean_ratio, groups_of, ratio_of, ratio_text

COLOURS = {
    "tree": "#9aa5b1", "vm": "#2f6fde", "jit": "#d9480f", "trace": "#e8a33d", "luajit": "#2b8a3e",
    "luajit-joff": "#8fbf9a", "lua5.4": "#7048a8", "node": "#c2a600", "c": "#495057",
}
LABEL_WIDTH, PLOT_WIDTH, NUMBER_WIDTH = 150, 520, 60
BAR, GAP, TOP, BOTTOM = 11, 9, 62, 30


class Drawing:
    """An SVG picture that grows downwards."""

    def __init__(self, width, title):
        self.width, self.height, self.parts = width, TOP, []
        self.text(12, 24, title, size=15, weight="bold")

    def rectangle(self, x, y, width, height, colour):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height}" '
                          f'fill="{colour}"/>')

    def line(self, x, top, bottom, colour, width=1):
        self.parts.append(f'<line x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}" stroke="{colour}" '
                          f'stroke-width="{width}"/>')

    def text(self, x, y, text, size=11, anchor="start", weight="normal", colour="#212529"):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
                          f'font-weight="{weight}" fill="{colour}">{html.escape(text)}</text>')

    def legend(self, names):
        x = 12
        for name in names:
            self.rectangle(x, 36, 10, 10, COLOURS.get(name, "#000000"))
            self.text(x + 14, 45, name)
            x += 28 + 6.5 * len(name)

    def svg(self):
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif">',
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>', *self.parts, "</svg>", ""])


def log_axis(low, high):
    """The marks 1, 2, 5, 10, ... that lie around a range, or only powers of ten if they would be too many."""
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [digit * 10.0 ** exponent for exponent in exponents for digit in (1, 2, 5)]
    first = max((mark for mark in marks if mark <= low * 1.0001), default=low)
    last = min((mark for mark in marks if mark >= high * 0.9999), default=high)
    marks = [mark for mark in marks if first <= mark <= last]
    if len(marks) > 10:
        marks = [mark for mark in marks if round(math.log10(mark), 6) == round(math.log10(mark))]
    return first, last, marks


def ratio_plot(title, rows, names, base):
    """Rows are (label, {engine: ratio}); there is a bar for each engine but the base."""
    names = [name for name in names if name != base and any(row[1].get(name) for row in rows)]
    ratios = [ratio for _, values in rows for name, ratio in values.items() if name in names and ratio]
    if not ratios:
        return None
    low, high, marks = log_axis(min(min(ratios), 1), max(max(ratios), 1))
    picture = Drawing(LABEL_WIDTH + PLOT_WIDTH + NUMBER_WIDTH, title)
    picture.legend(names)
    bottom = TOP + sum(BAR * sum(1 for name in names if values.get(name)) + GAP for _, values in rows)
    scale = PLOT_WIDTH / ((math.log(high) - math.log(low)) or 1)

    def place(ratio):
        return LABEL_WIDTH + (math.log(ratio) - math.log(low)) * scale

    for mark in marks:
        picture.line(place(mark), TOP - 6, bottom, "#dee2e6")
        picture.text(place(mark), bottom + 14, f"{mark:g}x", size=10, anchor="middle", colour="#495057")
    y = TOP
    for label, values in rows:
        shown = [name for name in names if values.get(name)]
        picture.text(LABEL_WIDTH - 8, y + BAR * len(shown) / 2 + 4, label, anchor="end")
        for name in shown:
            begin, end = sorted((place(1), place(values[name])))
            picture.rectangle(begin, y, end - begin, BAR - 1, COLOURS.get(name, "#000000"))
            picture.text(end + 3, y + BAR - 2, ratio_text(values[name]), size=9, colour="#495057")
            y += BAR
        y += GAP
    picture.line(place(1), TOP - 6, bottom, "#212529", 1.5)
    picture.height = bottom + BOTTOM
    return picture.svg()


def amount_plot(title, rows, unit):
    """Rows are (engine, amount); the axis begins at 0."""
    if not rows:
        return None
    picture = Drawing(LABEL_WIDTH + PLOT_WIDTH + NUMBER_WIDTH, title)
    most = max(amount for _, amount in rows)
    y = TOP - 20
    for name, amount in rows:
        picture.text(LABEL_WIDTH - 8, y + 13, name, anchor="end")
        picture.rectangle(LABEL_WIDTH, y, PLOT_WIDTH * amount / most, 17, COLOURS.get(name, "#000000"))
        picture.text(LABEL_WIDTH + PLOT_WIDTH * amount / most + 4, y + 13, f"{amount:.1f} {unit}", size=10)
        y += 22
    picture.height = y + 12
    return picture.svg()


def write_all(results, folder):
    """Writes a plot for each group of programs, and the means, start-up and its memory."""
    os.makedirs(folder, exist_ok=True)
    names, base, groups = list(results["engines"]), results["base"], groups_of(results)
    scale = f"time relative to {base}, less is better"
    pictures = {}
    for group in groups:
        rows = [(row["name"], {name: ratio_of(results, row, name) for name in names})
                for row in results["programs"] if row["group"] == group]
        pictures[f"{group}.svg"] = ratio_plot(f"{group.capitalize()} programs: {scale}", rows, names, base)
    rows = [(group, {name: mean_ratio(results, name, group) for name in names}) for group in groups]
    if len(groups) > 1:
        rows.append(("all", {name: mean_ratio(results, name) for name in names}))
    pictures["summary.svg"] = ratio_plot(f"Geometric means: {scale}", rows, names, base)
    started = results["start_up"]
    pictures["startup.svg"] = amount_plot(
        "Start-up, print(1)", [(name, started[name]["wall"] * 1000) for name in names if name in started], "ms")
    pictures["startup-memory.svg"] = amount_plot(
        "Peak memory, print(1)", [(name, started[name]["peak"] / 1024) for name in names if name in started], "MB")
    for file_name, text in pictures.items():
        if text:
            with open(os.path.join(folder, file_name), "w", encoding="utf-8") as file:
                file.write(text)

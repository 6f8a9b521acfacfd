"""The table of the variants: bench/VARIANTS.md.

What it asks is whether an engine knows programs or the language. A variant does the work of its original in another
way, which may cost any engine something; so what is compared is how an engine does on both *relative to the base*: the
quotient of the ratio of the variant and the ratio of the original. It is near 1 where the engine takes both alike.
"""

from .report import (aligned, circumstances, geometric_mean, markdown_table, milliseconds, ratio_of, ratio_text,
                     time_of)

LIMIT = 1.3


def quotient_of(results, row, engine):
    """How much worse than on its original an engine is on a variant, relative to the base, or None."""
    original = next((other for other in results["programs"] if other["name"] == row["original"]), None)
    before = original and ratio_of(results, original, engine)
    ratio = ratio_of(results, row, engine)
    return ratio / before if ratio and before else None


def tables(results):
    """A table for each engine but the base, as (title, header, rows), and what its end says."""
    base, found = results["base"], []
    for engine in results["engines"]:
        if engine == base:
            continue
        rows, quotients = [], {}
        for row in results["programs"]:
            quotient = quotients[row["name"]] = row["original"] and quotient_of(results, row, engine)
            rows.append([row["name"], milliseconds(time_of(results, row, engine)),
                         milliseconds(time_of(results, row, base)), ratio_text(ratio_of(results, row, engine)),
                         ratio_text(quotient) if quotient else ""])
        rows.append(["mean of the variants", "", "", "", ratio_text(geometric_mean(quotients.values()))])
        above = [f"{name} {quotient:.2f}" for name, quotient in quotients.items() if quotient and quotient > LIMIT]
        count = sum(1 for quotient in quotients.values() if quotient)
        ending = f"{len(above)} of {count} variants above {LIMIT}" + (": " + ", ".join(above) if above else "")
        header = ["program", f"{engine} ms", f"{base} ms", f"{engine}/{base}", "variant/original"]
        found.append((f"{engine}: programs and their variants", header, rows, ending))
    return found


def text_table(results):
    """The tables for a terminal."""
    return "\n\n".join(aligned(*table) + "\n" + ending for *table, ending in tables(results))


def markdown(results):
    """bench/VARIANTS.md."""
    lines = ["# Variants", "",
             "Written by `bench/run --variants`; [README.md](README.md#variants) says what the numbers mean.", "",
             *circumstances(results)]
    for *table, ending in tables(results):
        lines += [*markdown_table(*table), "", ending + "."]
    return "\n".join(lines) + "\n"

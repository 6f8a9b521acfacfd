// A report from a CSV file: sums by region and month, the best products, and the lines that had to be left out.
//
//     gscript csv_report.gs [FILE]         (default: data/sales.csv beside this program)

here := string.match(arg[0], "^(.*)/[^/]*$") || "."
file := arg[1] || path.join(here, "data", "sales.csv")

rows := csv.parseWithHeaders(fs.readfile(file))
good, bad := {}, {}
for i, row := range rows {
    sale := {
        line: i + 1, region: row.region, product: row.product, month: string.sub(row.date, 1, 7)
        quantity: tonumber(row.quantity), price: tonumber(row.price)
    }
    if sale.quantity && sale.price && time.parse(row.date, "%Y-%m-%d") {
        sale.value = sale.quantity * sale.price
        table.insert(good, sale)
    } else {
        table.insert(bad, sale)
    }
}

// Sums of `value` by one or two fields.
func sums(list, field, second) {
    out := {}
    for _, sale := range list {
        key := sale[field]
        if second {
            out[key] = out[key] || {}
            out[key][sale[second]] = (out[key][sale[second]] || 0) + sale.value
        } else {
            out[key] = (out[key] || 0) + sale.value
        }
    }
    return out
}

func sorted_keys(t) {
    keys := table.keys(t)
    table.sort(keys)
    return keys
}

months := sorted_keys(sums(good, "month"))
by_region := sums(good, "region", "month")
print(string.format("%-8s", "region") .. table.concat(table.map(months, func(m) { return string.format("%11s", m) })) .. "      total")
totals := {}
for _, region := range sorted_keys(by_region) {
    line, total := string.format("%-8s", region), 0
    for _, month := range months {
        value := by_region[region][month] || 0
        line = line .. string.format("%11.2f", value)
        total += value
        totals[month] = (totals[month] || 0) + value
    }
    print(line .. string.format("%11.2f", total))
}
line, total := string.format("%-8s", "all"), 0
for _, month := range months {
    line = line .. string.format("%11.2f", totals[month])
    total += totals[month]
}
print(line .. string.format("%11.2f", total))

print("\nproducts, the best first")
products := sums(good, "product")
best := table.keys(products)
table.sort(best, func(a, b) { return products[a] > products[b] })
for _, product := range best { print(string.format("  %-16s %9.2f  %5.1f %%", product, products[product], products[product] / total * 100)) }

print("\nleft out: " .. #bad .. " of " .. #rows .. " lines")
for _, sale := range bad { print(string.format("  line %d: %s, quantity %s", sale.line, sale.product, sale.quantity == nil && "missing or no number" || sale.quantity)) }

print("\nthe same as CSV:")
out := {{"product", "value"}}
for _, product := range best { table.insert(out, {product, string.format("%.2f", products[product])}) }
io.write(csv.encode(out))

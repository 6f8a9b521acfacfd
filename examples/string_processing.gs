// Working with text: splitting, patterns, templates, CSV, a tokenizer, tables.

// ---- splitting and joining ------------------------------------------------------------------------------------------

print(table.concat(string.split("red,green,,blue", ","), "|"))
func split(text, separator) {
    parts, from := {}, 1
    for {
        first, last := text:find(separator, from, true)
        if !first { break }
        parts[#parts + 1] = text:sub(from, first - 1)
        from = last + 1
    }
    parts[#parts + 1] = text:sub(from)
    return parts
}
print(table.concat(split("one::two::three", "::"), " + "))
print(string.join({1, 2.5, true, "x"}, ", "))

// ---- templates ------------------------------------------------------------------------------------------------------

func render(template, values) {
    return (template:gsub("{([%w_]+)}", func(name) { return values[name] != nil && tostring(values[name]) || nil }))
}
print(render("Dear {name}, you owe {amount} euros. {unknown}", {name: "Bo", amount: 12.5}))

// ---- CSV with quotes and a header row -------------------------------------------------------------------------------

func parse_csv_line(line) {
    fields, field, quoted, i := {}, "", false, 1
    for i <= #line {
        c := line:sub(i, i)
        switch {
        case quoted && c == '"' && (line:sub(i + 1, i + 1)) == '"':  // a `:` ends a case: hence the parentheses
            field ..= '"'
            i++
        case c == '"': quoted = !quoted
        case c == "," && !quoted:
            fields[#fields + 1] = field
            field = ""
        default: field ..= c
        }
        i++
    }
    fields[#fields + 1] = field
    return fields
}
func parse_csv(text) {
    rows, header := {}, nil
    for line := range text:gmatch("[^\n]+") {
        fields := parse_csv_line(line)
        if !header {
            header = fields
        } else {
            row := {}
            for i, name := range header { row[name] = fields[i] }
            rows[#rows + 1] = row
        }
    }
    return rows
}
csv := `name,city,quote
Ada,London,"That brain of mine, it is something"
Bo,"St. Gallen","He said ""hello"""
`
for _, row := range parse_csv(csv) { print(row.name, row.city, row.quote) }

// ---- a tokenizer for arithmetic -------------------------------------------------------------------------------------

func tokenize(text) {
    tokens, at := {}, 1
    kinds := {{"number", "^%d+%.?%d*"}, {"name", "^%a[%w_]*"}, {"operator", "^[-+*/()=^]"}}
    for {
        at = text:find("%S", at)
        if !at { return tokens }
        found := false
        for _, kind := range kinds {
            token := text:match(kind[2], at)  // `^` anchors where the search begins
            if token {
                tokens[#tokens + 1] = {kind: kind[1], text: token}
                at += #token
                found = true
                break
            }
        }
        if !found { error("unexpected '" .. text:sub(at, at) .. "' at " .. at) }
    }
}
for _, token := range tokenize("area = 3.14 * (r + 1)") { io.write(token.kind, ":", token.text, " ") }
print()
print(pcall(tokenize, "1 + ?"))

// ---- padding, centring, trimming ------------------------------------------------------------------------------------

func centre(text, width) {
    left := math.idiv(width - #text, 2)
    return string.rep(" ", left) .. text .. string.rep(" ", width - #text - left)
}
print("[" .. string.padLeft("7", 4, "0") .. "] [" .. string.padRight("ab", 5, ".") .. "] [" .. centre("mid", 9) .. "]")
print("[" .. ("  trim me \t"):match("^%s*(.-)%s*$") .. "]", "[" .. string.trim("xxhixx", "x") .. "]")

// ---- a table with borders -------------------------------------------------------------------------------------------

func text_table(rows) {
    widths := {}
    for _, row := range rows {
        for i, cell := range row { widths[i] = math.max(widths[i] || 0, #tostring(cell)) }
    }
    border := "+"
    for _, w := range widths { border ..= string.rep("-", w + 2) .. "+" }
    lines := {border}
    for n, row := range rows {
        line := "|"
        for i, cell := range row { line ..= " " .. string.padRight(tostring(cell), widths[i]) .. " |" }
        lines[#lines + 1] = line
        if n == 1 { lines[#lines + 1] = border }
    }
    lines[#lines + 1] = border
    return table.concat(lines, "\n")
}
print(text_table({{"item", "price"}, {"bread", 2.5}, {"mountain bike", 899}}))

// ---- bytes and code points ------------------------------------------------------------------------------------------

for _, word := range {"plain", "größe", "日本"} { print(word, #word .. " bytes", utf8.len(word) .. " code points", word:reverse()) }

// ---- word frequencies -----------------------------------------------------------------------------------------------

text := "the cat and the dog and the bird saw a cat"
frequency := {}
for word := range text:gmatch("%a+") { frequency[word] = (frequency[word] || 0) + 1 }
words := table.keys(frequency)
table.sort(words, func(a, b) {
    if frequency[a] != frequency[b] { return frequency[a] > frequency[b] }
    return a < b
})
for i := 1; i <= 5; i++ { print(string.format("%-5s %d %s", words[i], frequency[words[i]], ("#"):rep(frequency[words[i]]))) }

// Writes a value as JSON and reads it back, both in the language: bytes of strings, patterns, lists of pieces.
records, rounds := tonumber(arg && arg[1]) || 300, tonumber(arg && arg[2]) || 10

escapes := {['"']: '\\"', ["\\"]: "\\\\", ["\n"]: "\\n", ["\t"]: "\\t"}
func quote(s) { return '"' .. string.gsub(s, '[%c"\\]', escapes) .. '"' }
func number_text(x) {
    if x == math.floor(x) { return string.format("%d", x) }
    return string.format("%.3f", x)
}
func write(value, parts) {
    kind := type(value)
    if kind == "string" {
        parts[#parts + 1] = quote(value)
    } else if kind == "number" {
        parts[#parts + 1] = number_text(value)
    } else if kind == "boolean" {
        parts[#parts + 1] = value && "true" || "false"
    } else if #value > 0 {
        for i, element := range ipairs(value) {
            parts[#parts + 1] = i == 1 && "[" || ","
            write(element, parts)
        }
        parts[#parts + 1] = "]"
    } else {
        keys := {}
        for key := range pairs(value) { keys[#keys + 1] = key }
        table.sort(keys)
        parts[#parts + 1] = "{"
        for i, key := range ipairs(keys) {
            if i > 1 { parts[#parts + 1] = "," }
            parts[#parts + 1] = quote(key)
            parts[#parts + 1] = ":"
            write(value[key], parts)
        }
        parts[#parts + 1] = "}"
    }
}
func encode(value) {
    parts := {}
    write(value, parts)
    return table.concat(parts)
}

// The readers take the text and a position, and return the value and the position behind it.
unescaped := {n: "\n", t: "\t"}
func skip_space(text, at) {
    for {
        c := text:byte(at)
        if c != 32 && c != 10 && c != 9 { return at }
        at++
    }
}
func read_string(text, at) {
    parts := nil
    for {
        stop := text:find('["\\]', at)
        piece := text:sub(at, stop - 1)
        if text:byte(stop) == 34 {
            if parts == nil { return piece, stop + 1 }
            parts[#parts + 1] = piece
            return table.concat(parts), stop + 1
        }
        parts = parts || {}
        parts[#parts + 1] = piece
        c := text:sub(stop + 1, stop + 1)
        parts[#parts + 1] = unescaped[c] || c
        at = stop + 2
    }
}
func read_list(text, at) {
    list := {}
    for {
        value, next_at := read(text, at)
        list[#list + 1] = value
        at = skip_space(text, next_at)
        if text:byte(at) == 93 { return list, at + 1 }
        at++
    }
}
func read_object(text, at) {
    object := {}
    at = skip_space(text, at)
    if text:byte(at) == 125 { return object, at + 1 }
    for {
        at = skip_space(text, at)
        key, after := read_string(text, at + 1)
        value, next_at := read(text, skip_space(text, after) + 1)
        object[key] = value
        at = skip_space(text, next_at)
        if text:byte(at) == 125 { return object, at + 1 }
        at++
    }
}
func read(text, at) {
    at = skip_space(text, at)
    c := text:byte(at)
    if c == 123 { return read_object(text, at + 1) }
    if c == 91 { return read_list(text, at + 1) }
    if c == 34 { return read_string(text, at + 1) }
    if c == 116 { return true, at + 4 }
    if c == 102 { return false, at + 5 }
    first, last := text:find("^-?%d+%.?%d*", at)
    if first == nil { error("unexpected byte " .. c .. " at " .. at) }
    return tonumber(text:sub(first, last)), last + 1
}

func make_document(records, seed) {
    func random(limit) {
        seed = (seed * 16807) % 2147483647
        return seed % limit
    }
    names := {"Ada", "Grace", "Edsger \"E.\"", "Barbara", "Tony", "Alan\tM.", "John\nvN", "C:\\Niklaus"}
    document := {}
    for i := 1; i <= records; i++ {
        tags := {}
        for k := 1; k <= 1 + random(4); k++ { tags[k] = "tag" .. random(100) }
        document[i] = {
            id: i, name: names[random(#names) + 1], active: random(2) == 0
            score: random(100000) / 8, tags: tags
            place: {x: random(1000) - 500, y: random(1000) - 500, label: "p" .. random(10)}
        }
    }
    return document
}
func main() {
    check, bytes := 0, 0
    for r := 1; r <= rounds; r++ {
        text := encode(make_document(records, r))
        again := encode(read(text, 1))
        if text != again { error("the second text is different") }
        bytes += #text
        for i := 1; i <= #text; i += 17 { check = (check * 31 + text:byte(i)) % 1000000007 }
        if r == 1 { print(text:sub(1, 140)) }
    }
    print(bytes, check)
}
main()

// A parser and printer for JSON-like text, written in the language: recursive descent over a string.

null := setmetatable({}, {__tostring: func() { return "null" }})

func parse(text) {
    at := 1

    func fail(what) {
        line := 1
        for range text:sub(1, at - 1):gmatch("\n") { line++ }
        error(what .. " in line " .. line)
    }
    func skip() { at = text:find("[^ \t\r\n]", at) || #text + 1 }
    func expect(c) {
        skip()
        if text:sub(at, at) != c { fail("expected '" .. c .. "'") }
        at++
    }
    func peek() {
        skip()
        return text:sub(at, at)
    }
    value := nil  // declared before the functions that call each other

    func string_value() {
        expect('"')
        parts := {}
        for {
            plain := text:match('[^"\\]*', at)
            parts[#parts + 1] = plain
            at += #plain
            switch text:sub(at, at) {
            case '"':
                at++
                return table.concat(parts)
            case "\\":
                c := text:sub(at + 1, at + 1)
                escapes := {n: "\n", t: "\t", r: "\r", ["\\"]: "\\", ['"']: '"', ["/"]: "/"}
                if c == "u" {
                    parts[#parts + 1] = utf8.char(tonumber(text:sub(at + 2, at + 5), 16))
                    at += 6
                } else {
                    if !escapes[c] { fail("unknown escape '\\" .. c .. "'") }
                    parts[#parts + 1] = escapes[c]
                    at += 2
                }
            default: fail("string without end")
            }
        }
    }
    func list_value() {
        expect("[")
        list := {}
        if peek() == "]" {
            at++
            return list
        }
        for {
            list[#list + 1] = value()
            if peek() == "]" { break }
            expect(",")
        }
        at++
        return list
    }
    func object_value() {
        expect("{")
        object := {}
        if peek() == "}" {
            at++
            return object
        }
        for {
            skip()
            key := string_value()
            expect(":")
            object[key] = value()
            if peek() == "}" { break }
            expect(",")
        }
        at++
        return object
    }
    value = func() {
        switch peek() {
        case "{": return object_value()
        case "[": return list_value()
        case '"': return string_value()
        case "": fail("unexpected end")
        }
        word := text:match("^[%w%.+-]+", at)
        if !word { fail("unexpected '" .. text:sub(at, at) .. "'") }
        at += #word
        switch word {
        case "true": return true
        case "false": return false
        case "null": return null
        }
        number := tonumber(word)
        if number == nil { fail("unexpected '" .. word .. "'") }
        return number
    }

    result := value()
    if peek() != "" { fail("text behind the value") }
    return result
}

func quote(s) {
    return '"' .. (s:gsub('[%c"\\]', func(c) {
        short := {["\n"]: "\\n", ["\t"]: "\\t", ['"']: '\\"', ["\\"]: "\\\\"}
        return short[c] || string.format("\\u%04x", c:byte())
    })) .. '"'
}

// Lists are tables with elements, everything else is an object. Objects keep the order of their keys.
func write(v, indent) {
    indent = indent || ""
    if v == null { return "null" }
    switch type(v) {
    case "string": return (quote(v))
    case "table":
        inner, lines := indent .. "  ", {}
        is_list := #v > 0
        for key, item := range v {
            lines[#lines + 1] = inner .. (is_list && "" || quote(key) .. ": ") .. write(item, inner)
        }
        if #lines == 0 { return "{}" }
        open, close := is_list && "[" || "{", is_list && "]" || "}"
        return open .. "\n" .. table.concat(lines, ",\n") .. "\n" .. indent .. close
    default: return tostring(v)
    }
}

document := `{
    "name": "probe \"7\"", "tags": ["a", "b\nc", "\u00e9"],
    "size": {"width": 20, "height": 1.5e2},
    "ok": true, "missing": null, "empty": {}
}`
data := parse(document)
print(data.name, data.tags[3], data.size.width + data.size.height, data.ok, data.missing == null)
text := write(data)
print(text)
print("round trip", write(parse(text)) == text)

for _, broken := range {"{\"a\": }", "[1, 2", "\"open", "{\"a\" 1}", "[1]\n2", "nul"} {
    ok, message := pcall(parse, broken)
    print(ok, message)
}

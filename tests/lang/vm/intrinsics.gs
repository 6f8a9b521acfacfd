// Functions of the library that compilers know: with the arguments that they expect first, with all others afterwards.
func show(name, f, usual, others) {
    line := ""
    for round := 1; round <= 3; round++ {
        for i := 1; i <= 60; i++ {
            arguments := usual[i % #usual + 1]
            f(arguments[1], arguments[2], arguments[3])
        }
        for _, arguments := range ipairs(others) {
            ok, a, b := pcall(f, arguments[1], arguments[2], arguments[3])
            if round == 3 { line ..= " " .. tostring(a) .. (b == nil && "" || "," .. tostring(b)) }
        }
    }
    print(name .. ":" .. line)
}
reals := {{0.5}, {1.5}, {-2.5}, {1e20}, {-0.0}, {0 / 0}, {1 / 0}, {7}, {-7}, {"12.5"}, {"x"}, {}, {140737488355327}, {-2147483648}}
show("floor", func(x) { return math.floor(x) }, {{1.5}, {2.25}}, reals)
show("ceil", func(x) { return math.ceil(x) }, {{1.5}, {-2.25}}, reals)
show("sqrt", func(x) { return math.sqrt(x) }, {{4}, {2.25}}, {{16}, {6.25}, {-1.0}, {"9"}, {}})
show("abs", func(x) { return math.abs(x) }, {{4}, {-5}}, reals)
show("abs of reals", func(x) { return math.abs(x) }, {{4.5}, {-5.5}}, reals)
show("waves", func(x) { return math.floor(math.sin(x) * 1000 + math.cos(x) * 100 + math.exp(x) + math.log(x)) }, {{4}, {2.5}}, {{1}, {0.5}, {"2"}, {}})
pairs_of := {{1, 2}, {2, 1}, {1.5, 2}, {2, 1.5}, {0 / 0, 1}, {1, 0 / 0}, {0.5, 0 / 0}, {0 / 0, 0.5}, {"3", 2}, {1}, {}, {-0.0, 0.0}, {0.0, -0.0}, {140737488355327, 1}, {1, 2, 3}}
show("min", func(a, b) { return math.min(a, b) }, {{1, 2}, {5, 4}}, pairs_of)
show("max", func(a, b) { return math.max(a, b) }, {{1, 2}, {5, 4}}, pairs_of)
show("max of reals", func(a, b) { return math.max(a, b) }, {{1.5, 2.5}, {5.5, 4.5}}, pairs_of)
show("min of three", func(a, b, c) { return math.min(a, b, c) }, {{1, 2, 3}}, {{3, 2, 1}, {1}})
words := {{1, 2}, {-1, 255}, {4294967295, 1}, {4294967296, 3}, {-2147483648, 7}, {1.5, 2.5}, {"7", 3}, {1, 31}, {1, 32}, {1, 40}, {1, -1}, {-8, 1}, {}}
show("band", func(a, b) { return bit32.band(a, b) }, {{12, 10}}, words)
show("mask", func(a) { return bit32.band(a, 255) }, {{12}}, words)
show("bor", func(a, b) { return bit32.bor(a, b) }, {{12, 10}}, words)
show("bxor", func(a, b) { return bit32.bxor(a, b) }, {{12, 10}}, words)
show("bnot", func(a) { return bit32.bnot(a) }, {{12}}, words)
show("lshift", func(a, b) { return bit32.lshift(a, b) }, {{12, 10}}, words)
show("rshift", func(a, b) { return bit32.rshift(a, b) }, {{12, 10}}, words)
text := "a\0\255" .. "joined"
places := {{text, 1}, {text, 2}, {text, 3}, {text, 9}, {text, 10}, {text, 0}, {text, -1}, {text}, {12, 1}, {text, 1.5}, {text, 2.0}, {text, "4"}, {nil}, {"", 1}}
show("byte", func(s, i) { return string.byte(s, i) }, {{"abc", 2}, {text, 4}}, places)
show("method", func(s, i) { return s:byte(i) }, {{"abc", 2}, {text, 4}}, places)
show("one wanted", func(s, i) { b := s:byte(i); return b }, {{"abc", 2}, {text, 4}}, places)
show("two", func(s, i) { a, b := string.byte(s, i, i + 1); return tostring(a) .. tostring(b) }, {{"abc", 2}, {text, 4}}, places)
show("range", func(s, i, j) { a, b := string.byte(s, i, j); return tostring(a) .. tostring(b) }, {{"abc", 2, 3}}, {{"abc", 1, 3}, {"abc", 2, 2}, {"abc", 3, 2}, {"abc", 3, 4}, {"abc", 0, 1}, {"abc", -2, -1}})
show("len", func(s) { return string.len(s) }, {{"abc"}}, {{""}, {text}, {12}, {}})
show("rawequal", func(a, b) { return rawequal(a, b) }, {{1, 2}}, {{1, 1.0}, {"ab", "a" .. "b"}, {text, text}, {}})
show("rawget", func(t, k) { return rawget(t, k) }, {{{1, 2}, 2}}, {{{a: 5}, "a"}, {setmetatable({}, {__index: func() { return 1 }}), 1}, {5, 1}, {{}}})

values := {1, 1.5, "s", true, {}, print, coroutine.create(print), make(chan)}
func kind(v) {
    if type(v) == "table" { return "T" }
    if type(v) == "string" { return "S" }
    if type(v) == "function" { return "F" }
    if type(v) == "nil" { return "N" }
    if "number" == type(v) { return "#" }
    if type(v) != "boolean" { return type(v) }
    return type(v) == "strange" && "?" || "B"
}
line := ""
for i := 1; i <= 90; i++ {
    k := kind(values[i % 9 + 1])
    if i > 81 { line ..= k .. " " }
}
print(line)
print(pcall(func() { return type() }))

// Ranges over what ipairs and pairs give: plain tables, metatables, tables that change meanwhile, nothing.
func sum_list(t) {
    sum := 0
    for i, v := range ipairs(t) { sum += i * v }
    return sum
}
func sum_pairs(t) {
    sum := 0
    for k, v := range pairs(t) { sum += v }
    return sum
}
func sum_table(t) {
    sum := 0
    for k, v := range t { sum += v }
    return sum
}
total := 0
for i := 1; i <= 60; i++ {
    list := {1, 2, 3, [5]: 5, x: 10, y: 20, [2.5]: 100}
    total += sum_list(list) + sum_pairs(list) + sum_table(list) + sum_list({}) + sum_pairs({})
    if i % 30 == 0 {
        lazy := setmetatable({1}, {__index: func(t, k) { if k < 5 { return k } else { return nil } }})
        paired := setmetatable({1}, {__pairs: func(t) { return next, {7, 8}, nil }})
        print(sum_list(lazy), sum_pairs(paired), sum_table(paired), sum_pairs(lazy))
    }
}
print(total)
print(pcall(sum_list, nil))
print(pcall(sum_pairs, 5))
func clear(t) {
    for k, v := range pairs(t) { t[k] = nil }
    return next(t)
}
for i := 1; i <= 60; i++ { if clear({1, 2, 3, a: 1, b: 2}) != nil { print("left") } }
func grow(t) {
    for i, v := range ipairs(t) { if i < 40 { t[#t + 1] = v + 1 } }
    return #t
}
for i := 1; i <= 60; i++ { if grow({1}) != 40 { print("not grown") } }

// The functions can be replaced.
old := math.floor
math.floor = func(x) { return "replaced" }
print(pcall(func() { for i := 1; i <= 100; i++ { if math.floor(1.5) != "replaced" { error("old") } } }))
math.floor = old

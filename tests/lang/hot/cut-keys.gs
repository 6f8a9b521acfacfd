// Parts of texts as keys: those that are names already, new ones, long ones, and what remains of them when nobody needs them.
func count(s, k) {
    counts := {}
    for i := 1; i <= #s - k + 1; i++ {
        key := s:sub(i, i + k - 1)
        counts[key] = (counts[key] || 0) + 1
    }
    return counts
}
func total(counts) {
    n, sum := 0, 0
    for _, c := range counts {
        n++
        sum += c * c
    }
    return n, sum
}
text := string.rep("acgtgcatgtcatggcgatagaattccé\0x", 60)
for k := 0; k <= 10; k++ { print(k, total(count(text, k))) }
for k := 38; k <= 44; k++ { print(k, total(count(text, k))) }
print(total(count(text, #text)), total(count("", 1)))

// Found, not found, a name of the program, the text itself.
func look(t, s, from, to) { return t[s:sub(from, to)] }
table_of := {name: 1, other: 2, n: 3}
table_of[""] = 4
hits := 0
for i := 1; i <= 3000; i++ {
    if look(table_of, "my name is", 4, 7) { hits++ }
    if look(table_of, "my name is", 4, 6) { hits++ }
    if look(table_of, "other", 1, -1) { hits += 10 }
    if look(table_of, "xnx", 2, 2) { hits += 100 }
    if look(table_of, "x", 2, 1) { hits += 1000 }
}
print(hits)
print(look(table_of, "other name", -4, -1), look(table_of, "none", 1, 3), pcall(look, table_of, {}, 1, 2))
print(pcall(look, nil, "text", 1, 2))

// Names that come and go while collections run.
seen := {}
sum := 0
for r := 1; r <= 300; r++ {
    s := "word" .. r .. "tail"
    for i := 1; i <= 9; i++ {
        key := s:sub(i, i + 5)
        seen[key] = (seen[key] || 0) + i
        sum += seen[key]
    }
    if r % 50 == 0 {
        seen = {}
        collectgarbage()
    }
}
print(sum, next(seen))

// The same part as a key and as a text.
func both(s) {
    key := s:sub(2, 4)
    t := {}
    t[key] = #key
    return key .. "!", t.abc, key == "abc", key < "abd"
}
for i := 1; i <= 2000; i++ { both("xabcx") }
print(both("xabcx"))
print(both("yzzzy"))

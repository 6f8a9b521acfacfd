// string_bench with one function for each part, which keep what they count in a record.
n := tonumber(arg && arg[1]) || 100000
func append(n) {
    s := ""
    for i := 1; i <= n; i++ { s = s .. "x" .. i % 10 }
    return s
}
func cut(result, s, n) {
    for i := 1; i <= n; i++ {
        key := s:sub(i, i + 1)
        result.counts[key] = (result.counts[key] || 0) + 1
        if s:sub(i, i) == "x" { result.vowels++ }
    }
}
func lines(n) {
    parts := {}
    for i := 1; i <= n; i++ { table.insert(parts, string.format("%d:%s", i, "item" .. i)) }
    return table.concat(parts, ",")
}
func search(result, text, pattern) {
    text:gsub(pattern, func(w) { result.found += #w })
}
func main() {
    result := {counts: {}, vowels: 0, found: 0}
    s := append(n)
    cut(result, s, n)
    text := lines(n)
    search(result, text, "item%d*5")
    print(#s, result.vowels, #text, result.found, result.counts.x1)
}
main()

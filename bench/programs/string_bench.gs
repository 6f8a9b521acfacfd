// Text: appending, cutting, keys made at run time, formatting.
n := tonumber(arg && arg[1]) || 100000
func main() {
    s := ""
    for i := 1; i <= n; i++ { s = s .. "x" .. i % 10 }
    counts, vowels := {}, 0
    for i := 1; i <= n; i++ {
        key := s:sub(i, i + 1)
        counts[key] = (counts[key] || 0) + 1
        if s:byte(i) == 120 { vowels++ }
    }
    parts := {}
    for i := 1; i <= n; i++ { parts[i] = string.format("%d:%s", i, "item" .. i) }
    text := table.concat(parts, ",")
    found := 0
    for w := range string.gmatch(text, "item%d*5") { found += #w }
    print(#s, vowels, #text, found, counts["x1"])
}
main()

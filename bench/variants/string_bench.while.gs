// string_bench with methods of strings where it has functions and the other way round, and loops without headers.
count := tonumber(arg && arg[1]) || 100000
func key_at(text, i) { return string.sub(text, i, i + 1) }
func main() {
    text, i := "", 0
    for i < count {
        i++
        digit := i % 10
        text ..= "x"
        text ..= digit
    }
    seen, exes := {}, 0
    i = 0
    for i < count {
        i++
        pair := key_at(text, i)
        old := seen[pair]
        if old == nil { seen[pair] = 1 } else { seen[pair] = old + 1 }
        if string.byte(text, i) == 120 { exes += 1 }
    }
    list := {}
    i = 0
    for i < count {
        i++
        name := "item" .. i
        list[#list + 1] = ("%d:%s"):format(i, name)
    }
    joined, length := table.concat(list, ","), 0
    for word := range joined:gmatch("item%d*5") { length += word:len() }
    print(text:len(), exes, joined:len(), length, seen.x1)
}
main()

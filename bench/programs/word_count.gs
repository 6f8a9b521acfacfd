// Counts the words of a text and sorts them by frequency: patterns, a map of strings, sorting with a comparison.
words, rounds := tonumber(arg && arg[1]) || 20000, tonumber(arg && arg[2]) || 5
func make_text(words, seed) {
    starts := {"b", "Br", "c", "d", "F", "g", "l", "m", "P", "s", "st", "t"}
    middles := {"a", "e", "i", "o", "u", "ea", "oo"}
    ends := {"n", "r", "t", "ll", "ck", "m", "", "nd"}
    parts := {}
    func random(limit) {
        seed = (seed * 16807) % 2147483647
        return seed % limit
    }
    for i := 1; i <= words; i++ {
        // The lesser of two numbers, so that some words are much more frequent than others.
        word := starts[math.min(random(#starts), random(#starts)) + 1]
        for k := 0; k <= random(2); k++ {
            word ..= middles[random(#middles) + 1]
            word ..= ends[math.min(random(#ends), random(#ends)) + 1]
        }
        parts[i] = word
        if random(12) == 0 { parts[i] = word .. (random(2) == 0 && "," || ".\n") }
    }
    return table.concat(parts, " ")
}
func count_words(text) {
    counts, total := {}, 0
    for word := range string.gmatch(text, "%a+") {
        word = string.lower(word)
        counts[word] = (counts[word] || 0) + 1
        total++
    }
    return counts, total
}
func by_frequency(counts) {
    list := {}
    for word, count := range pairs(counts) { list[#list + 1] = {word: word, count: count} }
    table.sort(list, func(a, b) {
        if a.count != b.count { return a.count > b.count }
        return a.word < b.word
    })
    return list
}
func main() {
    check := 0
    for r := 1; r <= rounds; r++ {
        text := make_text(words, r)
        counts, total := count_words(text)
        list := by_frequency(counts)
        for i, entry := range ipairs(list) { check = (check * 31 + entry.count * i + #entry.word) % 1000000007 }
        if r == 1 {
            print(#text, total, #list)
            for i := 1; i <= 5; i++ { print(string.format("%-8s%6d", list[i].word, list[i].count)) }
        }
    }
    print(check)
}
main()

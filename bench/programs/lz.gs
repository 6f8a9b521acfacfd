// Compression in the manner of Lempel and Ziv: the text is searched for its own repetitions through chains of equal
// hashes, then put together again from the tokens. Strings byte by byte, lists of ints.
size, rounds := tonumber(arg && arg[1]) || 60000, tonumber(arg && arg[2]) || 3
WINDOW, SHORTEST, LONGEST, TRIES := 4096, 4, 64, 16
func make_text(size) {
    words := {"stone", "river", "and", "the", "mountain", "of", "light", "shadow", "falls", "on", "every", "old", "road"}
    parts, length, seed := {}, 0, 7
    for length < size {
        seed = (seed * 16807) % 2147483647
        word := words[seed % #words + 1] .. (seed % 9 == 0 && ". " || " ")
        if seed % 50 == 0 { word = word .. seed % 100000 .. " " }
        parts[#parts + 1] = word
        length += #word
    }
    return table.concat(parts):sub(1, size)
}
func hash_at(text, i) {
    a, b, c, d := text:byte(i, i + 3)
    return (a * 31 + b * 1009 + c * 65599 + d * 7919) % 8191
}
func match_length(text, i, j, limit) {
    length := 0
    for length < limit && text:byte(i + length) == text:byte(j + length) { length++ }
    return length
}
// The tokens: a byte is itself; a repetition is 256 + length, followed by the distance.
func compress(text) {
    tokens, newest, older := {}, {}, {}
    i, size := 1, #text
    for i <= size {
        best, distance := 0, 0
        if i + SHORTEST <= size {
            h := hash_at(text, i)
            candidate, tries := newest[h] || 0, 0
            limit := math.min(LONGEST, size - i + 1)
            for candidate > 0 && i - candidate <= WINDOW && tries < TRIES {
                length := match_length(text, candidate, i, limit)
                if length > best { best, distance = length, i - candidate }
                candidate = older[candidate]
                tries++
            }
            older[i] = newest[h] || 0
            newest[h] = i
        } else {
            older[i] = 0
        }
        if best >= SHORTEST {
            tokens[#tokens + 1] = 256 + best
            tokens[#tokens + 1] = distance
            for k := i + 1; k < i + best; k++ {
                if k + SHORTEST <= size {
                    h := hash_at(text, k)
                    older[k] = newest[h] || 0
                    newest[h] = k
                } else {
                    older[k] = 0
                }
            }
            i += best
        } else {
            tokens[#tokens + 1] = text:byte(i)
            i++
        }
    }
    return tokens
}
func decompress(tokens) {
    bytes := {}
    i := 1
    for i <= #tokens {
        token := tokens[i]
        if token < 256 {
            bytes[#bytes + 1] = token
            i++
        } else {
            from := #bytes - tokens[i + 1] + 1
            for k := 0; k < token - 256; k++ { bytes[#bytes + 1] = bytes[from + k] }
            i += 2
        }
    }
    return bytes
}
func main() {
    text, check := make_text(size), 0
    for r := 1; r <= rounds; r++ {
        // Another text in each round, so that no round can be saved.
        piece := text:sub(r) .. text:sub(1, r - 1)
        tokens := compress(piece)
        bytes := decompress(tokens)
        if #bytes != #piece { error("wrong length") }
        for i, b := range ipairs(bytes) {
            if piece:byte(i) != b { error("wrong byte at " .. i) }
        }
        for _, token := range ipairs(tokens) { check = (check * 31 + token) % 1000000007 }
        if r == 1 { print(#piece, #tokens) }
    }
    print(check)
}
main()

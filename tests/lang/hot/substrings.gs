// Parts of strings in hot code: from either end, beyond the ends, of views, of what is no string, with positions of all kinds.
func parts(s, i, j) { return s:sub(i, j) .. "|" .. s:sub(i) .. "|" .. s:sub(i, i) }
s := "abcdefghij"
for i := -12; i <= 12; i++ {
    for j := -12; j <= 12; j++ { parts(s, i, j) }
}
print(parts(s, 3, 5), parts(s, -3, -2), parts(s, 0, 0), parts(s, 8, 100), parts(s, -100, 2), parts(s, 7, 3))
print(parts("", 1, 1), parts("x", 1, 1), parts("a\0b\xff", 2, 4) == "\0b\xff|\0b\xff|\0")
print(s:sub(1) == s, s:sub(-100, 100) == s, #s:sub(4, 6), s:sub(2.0, 3.0), s:sub("2", 3))

// Loops over characters.
func count(text, c) {
    n := 0
    for i := 1; i <= #text; i++ {
        if text:sub(i, i) == c { n++ }
    }
    return n
}
text := "the quick brown fox jumps over the lazy dog"
print(count(text, "o"), count(text, " "), count(text, "the"), count(text:rep(20), "e"), count("", "a"))
func words(text) {
    found, from := {}, 1
    for i := 1; i <= #text + 1; i++ {
        c := text:sub(i, i)
        if c == " " || c == "" {
            w := string.sub(text, from, i - 1)
            found[w] = (found[w] || 0) + 1
            from = i + 1
        }
    }
    return found
}
found := words(text:rep(30, " "))
print(found.the, found.dog, found.quick, found[""], found.thedog)

// A string that grows is a view of what it was.
func grow(n) {
    s, last := "", ""
    for i := 1; i <= n; i++ {
        s ..= i % 10
        last = s:sub(-3)
        if s:sub(1, 1) != "1" { print("?") }
    }
    return last .. s:sub(100, 102)
}
print(grow(200))

func tail(s, i) { return s:sub(i, i + 1) }
n := 0
for i := 1; i <= 200; i++ { n += #tail(s, i % 12) }
print(n)

// What is no string, and no position.
func part(s, i) { return string.sub(s, i, i) }
for i := 1; i <= 100; i++ { part(s, i) }
print(part(12345, 2), part(1.5, 2), part(s, 2.0), part(s, "3"))
print(pcall(part, {}, 1))
print(pcall(part, nil, 1))
print(pcall(part, s, 1.5))
print(pcall(part, s, nil))
print(pcall(part, s, {}))
print(part(s, 2 ** 40), part(s, -(2 ** 31)), part(s, 2 ** 31 - 1) == "")
string.sub = func(s, i, j) { return "own" }
print(part(s, 1), s:sub(1, 2))

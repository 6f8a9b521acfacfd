// Functions of bit32 on several operands, fields and signed shifts; strings of one byte: in loops, with operands of every kind.
func several(list) {
    a, b, c := 0, 0, 0
    for i, x := range list {
        y := i * 77 - 1000
        a = bit32.bxor(a, bit32.band(x, y, 0xFFFF), i)
        b = bit32.bor(b, bit32.bxor(x, y, 5, i, 1), 3, x)
        c = bit32.bxor(c, bit32.bxor(x, x, b), bit32.band(-1, x, b, a))
    }
    return a, b, c
}
ints := {}
for i := 1; i <= 200; i++ { ints[i] = (i * 7919) % 10007 - 3000 }
print(several(ints))
for i := 1; i <= 30; i++ { several(ints) }
print(several(ints))
ints[50] = 3.0
ints[51] = -2.75
ints[52] = 2 ** 40 + 3
ints[53] = 2 ** 31
print(several(ints))
print(pcall(several, {1, 2, "x"}))

func shifted(list, by) {
    s, n := 0, 0
    for _, x := range list {
        s += bit32.arshift(x, by)
        n = bit32.bxor(n, bit32.rshift(x, by), bit32.lshift(x, by))
    }
    return s, n
}
for by := 0; by < 32; by++ { s, n := shifted(ints, by); if by % 7 == 0 { print(by, s, n) } }
print(shifted(ints, 32))
print(shifted(ints, 40))
print(shifted(ints, -3))
print(shifted({0x80000000, 0xFFFFFFFF, -1, 2 ** 31 - 1, -2 ** 31, 2 ** 47}, 4))
print(pcall(shifted, {1}, 1.5))

func fields(list, at) {
    s := 0
    for _, x := range list {
        s += bit32.extract(x, at, 4) * 3 + bit32.extract(x, at) + bit32.extract(x, 3, 31) % 1000
    }
    return s
}
for at := 0; at < 32; at++ { s := fields(ints, at); if at % 5 == 0 { print(at, s) } }
print(fields(ints, 32), fields({0xFFFFFFFF, -1}, 30), fields({0xFFFFFFFF}, 29))
print(pcall(fields, ints, -1))
func whole(list) {
    s := 0
    for _, x := range list { s += bit32.extract(x, 0, 32) + bit32.extract(x, 4, 0) }
    return s
}
for i := 1; i <= 30; i++ { whole(ints) }
print(whole(ints))

func text(from, to) {
    s := ""
    for i := from; i <= to; i++ { s = s .. string.char(i) }
    return s
}
for i := 1; i <= 20; i++ { text(60, 90) }
print(text(48, 122))
print(#text(0, 255), text(0, 255):byte(1), text(0, 255):byte(256))
print(pcall(text, 250, 256))
print(pcall(text, -1, 4))
print(pcall(text, 97.5, 99))
print(text(97.0, 99))
func codes(list) {
    s := {}
    for i, x := range list { s[i] = string.char(x) }
    return table.concat(s)
}
for i := 1; i <= 20; i++ { codes({104, 105}) }
print(codes({104, 105.0, "106"}))
print(pcall(codes, {104, {}}))
print(pcall(codes, {2 ** 40}))

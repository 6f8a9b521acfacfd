// uuid: what is one and what is not; the bits that are not random.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
seen, good := {}, true
for i := 1; i <= 2000; i++ { u := uuid.v4(); if seen[u] || !uuid.isValid(u) || u != string.lower(u) || u:sub(15, 15) != "4" || !string.contains("89ab", u:sub(20, 20)) { good = false }; seen[u] = true }
print(good)
// expect: true
digits := {}
for i := 1; i <= 500; i++ { r := uuid.v4Raw(); digits[r:sub(1, 1)] = true; digits[r:sub(32, 32)] = true; if #r != 32 || r:sub(13, 13) != "4" || !string.contains("89ab", r:sub(17, 17)) || string.find(r, "[^0-9a-f]") { good = false } }
print(good, table.count(digits))
// expect: true	16
print(uuid.nil(), uuid["nil"]("surplus") == uuid.nil(), uuid.isValid(uuid.nil()))
// expect: 00000000-0000-0000-0000-000000000000	true	true
base := "550e8400-e29b-41d4-a716-446655440000"
for _, s := range {base, string.upper(base), base .. " ", " " .. base, base .. "\0", string.sub(base, 1, 35), base .. "0", "550e8400-e29b-41d4-a716-44665544000g", "550e8400_e29b-41d4-a716-446655440000", "550e840-0e29b-41d4-a716-446655440000", "urn:uuid:" .. base, "{" .. base .. "}", "------------------------------------", "550e8400-e29b-41d4-a716-4466554400\xc3\xa9"} { p, m := uuid.parse(s); print(uuid.isValid(s), p && p.bytes, m) }
// expect: true	550e8400e29b41d4a716446655440000	nil
// expect: true	550E8400E29B41D4A716446655440000	nil
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
// expect: false	nil	invalid UUID format
for _, d := range {"0", "7", "8", "9", "a", "b", "C", "d", "e", "F"} { p := uuid.parse("550e8400-e29b-" .. d .. "1d4-" .. d .. "716-446655440000"); print(d, p.version, p.variant, p.bytes, table.count(p)) }
// expect: 0	0	NCS	550e8400e29b01d40716446655440000	3
// expect: 7	7	NCS	550e8400e29b71d47716446655440000	3
// expect: 8	8	RFC4122	550e8400e29b81d48716446655440000	3
// expect: 9	9	RFC4122	550e8400e29b91d49716446655440000	3
// expect: a	10	RFC4122	550e8400e29ba1d4a716446655440000	3
// expect: b	11	RFC4122	550e8400e29bb1d4b716446655440000	3
// expect: C	12	Microsoft	550e8400e29bC1d4C716446655440000	3
// expect: d	13	Microsoft	550e8400e29bd1d4d716446655440000	3
// expect: e	14	Future	550e8400e29be1d4e716446655440000	3
// expect: F	15	Future	550e8400e29bF1d4F716446655440000	3
print(uuid.isValid(12), uuid.parse(12))
// expect: false	nil	invalid UUID format
e(uuid.isValid) e(uuid.isValid, {}) e(uuid.parse) e(uuid.parse, nil)
// expect: bad argument #1 to 'uuid.isValid' (string expected, got no value)
// expect: bad argument #1 to 'uuid.isValid' (string expected, got table)
// expect: bad argument #1 to 'uuid.parse' (string expected, got no value)
// expect: bad argument #1 to 'uuid.parse' (string expected, got nil)

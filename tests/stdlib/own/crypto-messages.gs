// crypto: random bytes, AES-GCM with every kind of damage, comparing.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
print(#crypto.randomBytes(1), #crypto.randomBytes("3.9"), #crypto.randomBytes(100000), crypto.randomHex(0) == "", #crypto.randomHex(33), crypto.randomBytes(16) == crypto.randomBytes(16))
// expect: 1	3	100000	true	66	false
counts := {}
many := crypto.randomBytes(65536)
for i := 1; i <= #many; i++ { counts[many:byte(i)] = (counts[many:byte(i)] || 0) + 1 }
print(table.count(counts), string.find(crypto.randomHex(1000), "[^0-9a-f]"))
// expect: 256	nil
e(crypto.randomBytes) e(crypto.randomBytes, "x") e(crypto.randomBytes, 0/0) e(crypto.randomBytes, -1e300) e(crypto.randomBytes, 2147483648) e(crypto.randomBytes, 1e300) e(crypto.randomHex, 1073741824) e(crypto.randomHex, -1) e(crypto.randomHex, nil)
// expect: bad argument #1 to 'crypto.randomBytes' (number expected, got no value)
// expect: bad argument #1 to 'crypto.randomBytes' (number expected, got string)
// expect: bad argument #1 to 'crypto.randomBytes' (number has no integer representation)
// expect: bad argument #1 to 'crypto.randomBytes' (must not be negative)
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
// expect: bad argument #1 to 'crypto.randomHex' (must not be negative)
// expect: bad argument #1 to 'crypto.randomHex' (number expected, got nil)
print(#crypto.generateKey(nil), #crypto.generateKey(24), #crypto.generateKey("16"), crypto.generateKey() == crypto.generateKey())
// expect: 32	24	16	false
e(crypto.generateKey, 0) e(crypto.generateKey, 1e300) e(crypto.generateKey, {}) e(crypto.generateKey, -16)
// expect: crypto.generateKey: size must be 16, 24, or 32 (got 0)
// expect: crypto.generateKey: size must be 16, 24, or 32 (got 9223372036854775807)
// expect: bad argument #1 to 'crypto.generateKey' (number expected, got table)
// expect: crypto.generateKey: size must be 16, 24, or 32 (got -16)

// known messages: AES-128, 192 and 256 with a key and a nonce of zeros
zero := ("\0"):rep(16)
print(crypto.aesGcmDecrypt(zero, ("00"):rep(12) .. "58e2fccefa7e3061367f1d57a4e7455a") == "")
// expect: true
print(crypto.aesGcmDecrypt(("\0"):rep(24), ("00"):rep(12) .. "98e7247c07f0fe411c267e4384b0f6002ff58d80033927ab8ef4d4587514f0fb") == zero)
// expect: true
print(crypto.aesGcmDecrypt(("\0"):rep(32), ("00"):rep(12) .. "CEA7403D4D606B6E074EC5D3BAF39D18D0D1C8A799996BF0265B98B5D48AB919") == zero)
// expect: true

for _, size := range {16, 24, 32} { k := crypto.generateKey(size); for _, text := range {"", "x", "\0\xff", ("block of 16 byte"):rep(3), ("y"):rep(100001)} { c := crypto.aesGcmEncrypt(k, text); if #c != 2 * (#text + 28) || c != c:lower() || crypto.aesGcmDecrypt(k, c) != text || crypto.aesGcmDecrypt(k, c:upper()) != text { print("wrong", size, #text) } } }
k := ("k"):rep(32)
c := crypto.aesGcmEncrypt(k, "attack at dawn")
print(c:sub(1, 24) == crypto.aesGcmEncrypt(k, "attack at dawn"):sub(1, 24))
// expect: false
damaged := 0
for i := 1; i <= #c; i++ { d := c:sub(i, i) == "0" && "1" || "0"; v, m := crypto.aesGcmDecrypt(k, c:sub(1, i - 1) .. d .. c:sub(i + 1)); if v == nil && string.contains(m, "message authentication failed") { damaged++ } }
print(damaged == #c)
// expect: true
for n := 0; n <= #c - 2; n += 2 { v, m := crypto.aesGcmDecrypt(k, c:sub(1, n)); want := n < 24 && "ciphertext too short" || "message authentication failed"; if v != nil || !string.contains(m, want) { print("wrong", n, m) } }
print(crypto.aesGcmDecrypt(k, c .. "00"))
// expect: nil	cipher: message authentication failed
print(crypto.aesGcmDecrypt(k, ""))
// expect: nil	ciphertext too short
print(crypto.aesGcmDecrypt("short", "abc"))
// expect: nil	invalid hex ciphertext
print(crypto.aesGcmDecrypt("short", "0\0"))
// expect: nil	invalid hex ciphertext
print(crypto.aesGcmDecrypt("short", "00"))
// expect: nil	invalid key size 5
print(crypto.aesGcmDecrypt("", c))
// expect: nil	invalid key size 0
print(crypto.aesGcmDecrypt(("k"):rep(16), c))
// expect: nil	cipher: message authentication failed
e(crypto.aesGcmEncrypt, "", "x") e(crypto.aesGcmEncrypt, ("k"):rep(33), "x") e(crypto.aesGcmEncrypt, ("k"):rep(16)) e(crypto.aesGcmEncrypt, {}, "x") e(crypto.aesGcmDecrypt) e(crypto.aesGcmDecrypt, k) e(crypto.aesGcmDecrypt, "short", {})
// expect: crypto.aesGcmEncrypt: invalid key size 0
// expect: crypto.aesGcmEncrypt: invalid key size 33
// expect: bad argument #2 to 'crypto.aesGcmEncrypt' (string expected, got no value)
// expect: bad argument #1 to 'crypto.aesGcmEncrypt' (string expected, got table)
// expect: bad argument #1 to 'crypto.aesGcmDecrypt' (string expected, got no value)
// expect: bad argument #2 to 'crypto.aesGcmDecrypt' (string expected, got no value)
// expect: bad argument #2 to 'crypto.aesGcmDecrypt' (string expected, got table)
print(crypto.equal("\0a", "\0b"), crypto.equal("\0", ""), crypto.equal(1, "1"), crypto.equal(("x"):rep(1000) .. "a", ("x"):rep(1000) .. "b"), crypto.equal(many, many .. ""))
// expect: false	false	true	false	true
e(crypto.equal) e(crypto.equal, "a") e(crypto.equal, nil, "a")
// expect: bad argument #1 to 'crypto.equal' (string expected, got no value)
// expect: bad argument #2 to 'crypto.equal' (string expected, got no value)
// expect: bad argument #1 to 'crypto.equal' (string expected, got nil)

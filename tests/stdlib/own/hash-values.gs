// hash: known values, lengths around the blocks, keys of every length.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
for _, s := range {"", "abc", "\0", ("a"):rep(55), ("a"):rep(56), ("a"):rep(64), ("a"):rep(127), ("a"):rep(128), ("a"):rep(1000000)} { print(#s, hash.md5(s), hash.sha1(s)); print(hash.sha256(s)); print(hash.sha512(s)); print(hash.crc32(s)) }
// expect: 0	d41d8cd98f00b204e9800998ecf8427e	da39a3ee5e6b4b0d3255bfef95601890afd80709
// expect: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
// expect: cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e
// expect: 0
// expect: 3	900150983cd24fb0d6963f7d28e17f72	a9993e364706816aba3e25717850c26c9cd0d89d
// expect: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
// expect: ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
// expect: 891568578
// expect: 1	93b885adfe0da089cdf634904fd59f71	5ba93c9db0cff93f52b521d7420e43f6eda2784f
// expect: 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
// expect: b8244d028981d693af7b456af8efa4cad63d282e19ff14942c246e50d9351d22704a802a71c3580b6370de4ceb293c324a8423342557d4e5c38438f0e36910ee
// expect: 3523407757
// expect: 55	ef1772b6dff9a122358552954ad0df65	c1c8bbdc22796e28c0e15163d20899b65621d65a
// expect: 9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318
// expect: b0220c772cbf6c1822e2cb38a437d0e1d58772417a4bbb21c961364f8b6143e05aa6316dca8d1d7b19e16448419076395f6086cb55101fbd6d5497b148e1745f
// expect: 2866799438
// expect: 56	3b0c8ac703f828b04c6c197006d17218	c2db330f6083854c99d4b5bfb6e8f29f201be699
// expect: b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a
// expect: 962b64aae357d2a4fee3ded8b539bdc9d325081822b0bfc55583133aab44f18bafe11d72a7ae16c79ce2ba620ae2242d5144809161945f1367f41b3972e26e04
// expect: 2037976375
// expect: 64	014842d480b571495a4a0363793f7367	0098ba824b5c16427bd7a1122a5a442a25ec644d
// expect: ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb
// expect: 01d35c10c6c38c2dcf48f7eebb3235fb5ad74a65ec4cd016e2354c637a8fb49b695ef3c1d6f7ae4cd74d78cc9c9bcac9d4f23a73019998a7f73038a5c9b2dbde
// expect: 2310301013
// expect: 127	020406e1d05cdc2aa287641f7ae2cc39	89d95fa32ed44a7c610b7ee38517ddf57e0bb975
// expect: c57e9278af78fa3cab38667bef4ce29d783787a2f731d4e12200270f0c32320a
// expect: 828613968b501dc00a97e08c73b118aa8876c26b8aac93df128502ab360f91bab50a51e088769a5c1eff4782ace147dce3642554199876374291f5d921629502
// expect: 4039032470
// expect: 128	e510683b3f5ffe4093d021808bc6ff70	ad5b3fdbcb526778c2839d2f151ea753995e26a0
// expect: 6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e
// expect: b73d1929aa615934e61a871596b3f3b33359f42b8175602e89f7e06e5f658a243667807ed300314b95cacdd579f3e33abdfbe351909519a846d465c59582f321
// expect: 4046141068
// expect: 1000000	7707d6ae4e027c70eea2a935c2296f21	34aa973cd4c4daa4f61eeb2bdbad27316534016f
// expect: cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0
// expect: e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b
// expect: 3693461436
print(hash.sha256(12.5) == hash.sha256("12.5"), hash.crc32("\xff\xff\xff\xff"), hash.crc32(("\0"):rep(32)), math.type(hash.crc32("x")))
// expect: true	4294967295	420107693	integer
print(hash.hmacSHA256("", ""))
// expect: b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad
print(hash.hmacSHA256("", "message"))
// expect: eb08c1f56d5ddee07f7bdf80468083da06b64cf4fac64fe3a90883df5feacae4
print(hash.hmacSHA256("key", ""))
// expect: 5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0
print(hash.hmacSHA256(("\x0b"):rep(20), "Hi There"))
// expect: b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
print(hash.hmacSHA256("Jefe", "what do ya want for nothing?"))
// expect: 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
print(hash.hmacSHA256(("\xaa"):rep(131), "Test Using Larger Than Block-Size Key - Hash Key First"))
// expect: 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54
print(hash.hmacSHA256("k\0", "m") == hash.hmacSHA256("k", "m"), hash.hmacSHA256("k\0a", "m") == hash.hmacSHA256("k\0b", "m"), hash.hmacSHA256(1, 2) == hash.hmacSHA256("1", "2"))
// expect: true	false	true
for _, name := range {"md5", "sha1", "sha256", "sha512", "crc32", "hmacSHA256"} { e(hash[name]); e(hash[name], {}); e(hash[name], nil) }
// expect: bad argument #1 to 'hash.md5' (string expected, got no value)
// expect: bad argument #1 to 'hash.md5' (string expected, got table)
// expect: bad argument #1 to 'hash.md5' (string expected, got nil)
// expect: bad argument #1 to 'hash.sha1' (string expected, got no value)
// expect: bad argument #1 to 'hash.sha1' (string expected, got table)
// expect: bad argument #1 to 'hash.sha1' (string expected, got nil)
// expect: bad argument #1 to 'hash.sha256' (string expected, got no value)
// expect: bad argument #1 to 'hash.sha256' (string expected, got table)
// expect: bad argument #1 to 'hash.sha256' (string expected, got nil)
// expect: bad argument #1 to 'hash.sha512' (string expected, got no value)
// expect: bad argument #1 to 'hash.sha512' (string expected, got table)
// expect: bad argument #1 to 'hash.sha512' (string expected, got nil)
// expect: bad argument #1 to 'hash.crc32' (string expected, got no value)
// expect: bad argument #1 to 'hash.crc32' (string expected, got table)
// expect: bad argument #1 to 'hash.crc32' (string expected, got nil)
// expect: bad argument #1 to 'hash.hmacSHA256' (string expected, got no value)
// expect: bad argument #1 to 'hash.hmacSHA256' (string expected, got table)
// expect: bad argument #1 to 'hash.hmacSHA256' (string expected, got nil)
e(hash.hmacSHA256, "k", true)
// expect: bad argument #2 to 'hash.hmacSHA256' (string expected, got boolean)

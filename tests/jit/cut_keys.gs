// A part of a text that is a key is looked up before it is made.
// flags: --hot=40
func count(text) {
    counts := {}
    for i := 1; i < #text; i++ {
        key := text:sub(i, i + 1)
        counts[key] = (counts[key] || 0) + 1
    }
    return counts.ab
}
text := ("abc"):rep(60)
count(text)
print(count(text))   // expect: 60
// CHECK: loop in count:6, by the front end
// CHECK: CallHelper.SubstringKey
// CHECK: InternedName
// CHECK: by the optimiser

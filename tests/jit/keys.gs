// Keys that are found by their hash, and elements that are appended, are a helper's business.
// flags: --hot=20
func count(words, counts) {
    for i := 1; i <= #words; i++ {
        word := words[i]
        counts[word] = (counts[word] || 0) + 1
    }
}
func append(list, value) { list[#list + 1] = value }
list, counts := {}, {}
for i := 1; i <= 200; i++ { append(list, "word" .. i % 2) }
for i := 1; i <= 10; i++ { count(list, counts) }
print(counts.word1)   // expect: 1000
// CHECK: append:9, by the front end
// CHECK: CallChanging.Append
// CHECK: loop in count:5, by the front end
// CHECK: CallReading.GetKey
// CHECK: CallChanging.SetKey
// CHECK-NOT: SlowOp
// CHECK: by the optimiser

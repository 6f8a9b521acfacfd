// Keys that are computed: where their values stand is found without a call, as long as they are there; reading one and replacing
// it is one search. Elements that are appended are a helper's business.
// flags: --hot=20
func count(words, counts) {
    for i := 1; i <= #words; i++ {
        word := words[i]
        counts[word] = (counts[word] || 0) + 1
    }
}
func append(list, value) { list[#list + 1] = value }
list, counts := {}, {}
for i := 1; i <= 200; i++ { append(list, "word" .. i % 20) }
for i := 1; i <= 10; i++ { count(list, counts) }
print(counts.word1)   // expect: 100
// CHECK: append:10, by the front end
// CHECK: CallChanging.Append
// CHECK: loop in count:6, by the front end
// CHECK: InternedName
// CHECK: EntryOffset
// CHECK: EntryOffset
// CHECK: StoreFieldRef
// CHECK-NOT: CallReading.GetKey
// CHECK-NOT: CallChanging.SetKey
// CHECK: by the optimiser
// CHECK: EntryOffset
// CHECK-NOT: EntryOffset

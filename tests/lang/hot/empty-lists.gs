// Lists without values, whose iteration has to be the same however they were made.
func work(...) { t := {...}  t[1] = 77  t[5] = 0  rawset(t, 4, 0)  for k := range t { print(k) } }
work()
t := {unpack({})}
t[1] = 77  t[5] = 0  rawset(t, 4, 0)
for k := range t { print(k) }

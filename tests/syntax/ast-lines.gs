// dump: ast
a := b
(c)(1)
f()
<-done
x := list
  :map(f)
  .first
y := 10
  - 3
i
++
if true { return
  g() }
return {
}

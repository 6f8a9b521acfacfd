// dump: ast
v, ok := <-ch
t.v, t.ok = <-ch
a, b, c := <-ch
x, y := (<-ch)
const p, q = <-ch
<-ch
ch <- 1
t.ch <- <-ch

// dump: ast
select { }
select {
case <-ch: a()
case v := <-ch: b(v)
case v, ok := <-(o:input()): c(v, ok)
case t.v, ok = <-ch: d()
case ch <- f(1): e()
default: g()
}

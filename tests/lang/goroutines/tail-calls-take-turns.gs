// Tail calls that only the slow path makes, because of extra, open or missing arguments, are counted like others: somebody else gets
// a turn.
stop := false
func soon() { stop = false go func() { time.sleep(0.01) stop = true }() }

func a(...) { if stop { return "extras", ... } return b(...) }
func b(...) { return a(...) }
soon()
print(a(1, 2, 3))   // expect: extras	1	2	3

func open(x, y, z) { if stop { return "open", x, y, z } return open(table.unpack({x, y})) }
soon()
print(open(4, 5))   // expect: open	4	5	nil

func missing(x, y) { if stop { return "missing", x, y } return missing(x) }
soon()
print(missing(6))   // expect: missing	6	nil

func plain(x) { if stop { return "plain", x } return above(x, 0) }
func above(x, ...) { return plain(x) }
soon()
print(plain(7))   // expect: plain	7

soon()
print(coroutine.wrap(func() { return a(8) })())   // expect: extras	8

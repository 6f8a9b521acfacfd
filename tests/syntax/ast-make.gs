// dump: ast
a = make(chan)
b = make(chan, 3)
c = make(1)
make := 2

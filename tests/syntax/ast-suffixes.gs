// dump: ast
x = f(1).a["b"][c]:m(2)
  :n()
y = ("x"):rep(3)

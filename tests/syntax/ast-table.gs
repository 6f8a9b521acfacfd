// dump: ast
x = {1, a: 2; [k]: 3 nil: 4
  name
  (name)
  f()}
y = {f(), k: func() { }}

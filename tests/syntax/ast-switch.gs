// dump: ast
switch { }
switch x { case 1, 2: y() case t.k: default: z() }
switch n := 1; n { case n: x := n }
switch f(); { case a: return case b: }

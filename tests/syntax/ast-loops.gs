// dump: ast
for { break }
for x { continue }
for i, j := 1, 2; i < j; i++ { }
for x = 1; x < 2; t[x] = 1 { }
for range 3 { }
for k := range t { }
for k, v := range next, t, nil { }

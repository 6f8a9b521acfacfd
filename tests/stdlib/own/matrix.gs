// matrix: sizes, indexing by rows, functions, iteration, what is refused.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
m := matrix.dense(2, 3)
print(type(m), tostring(m):match("^matrix: 0x") != nil, tostring(m[0]):match("^matrixrow: 0x") != nil, getmetatable(m), getmetatable(m[0]), #m, #m[0], m[0][0], m[1][2])
// expect: userdata	true	true	false	false	2	3	0.0	0.0
m[0][0] = 1
m[0.0][1.0] = 2.5
m[1][2] = 0 / 0
row := m[1]
row[0] = -7
print(m[0][0], m[0][1], m[1][2], m[1][0], matrix.getf(m, 1, 0), math.type(m[0][0]))
// expect: 1.0	2.5	NaN	-7.0	-7.0	float
print(m[2], m[-1], m["0"], m[0.5], m[nil], m.rows, m[0][3], m[0][-1], m[0]["0"], m[0].x, m[2 ** 60], m[0 / 0], m[true])
// expect: nil	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil	nil
other := matrix.dense(2, 3)
print(m[0] == m[0], rawequal(m[1], row), m[0] == m[1], m == m, m == other, other[0] == m[0], {[row]: 1}[m[1]], other[1][0])
// expect: true	true	false	true	false	false	1	0.0
e(func() { m[0][0] = "1" }) e(func() { m[0][0] = nil }) e(func() { m[0][0] = {} }) e(func() { m[0][3] = "x" }) e(func() { m[0][-1] = 1 }) e(func() { m[0]["0"] = 1 }) e(func() { m[0][0.5] = 1 }) e(func() { m[0] = m[1] }) e(func() { m[5] = 1 }) e(func() { m.x = 1 }) e(func() { return m[2][0] })
// expect: matrix: number expected, got string
// expect: matrix: number expected, got nil
// expect: matrix: number expected, got table
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: matrix: index out of range
// expect: attempt to index a nil value
print(select("#", matrix.setf(m, "1", 1.9, "0x10")), m[1][1], matrix.getf(m, "1", "1"), select("#", matrix.getf(m, 0, 0)))
// expect: 0	16.0	16.0	1
e(matrix.getf, m, 2, 0) e(matrix.getf, m, 0, 3) e(matrix.getf, m, -1, 0) e(matrix.setf, m, 0, -1, 1) e(matrix.setf, m, 1e300, 0, 1) e(matrix.getf, m, 0 / 0, 0) e(matrix.getf) e(matrix.getf, m[0], 0, 0) e(matrix.getf, m) e(matrix.getf, m, 0) e(matrix.getf, m, {}, 0) e(matrix.setf, m, 0, 0) e(matrix.setf, m, 9, 9, "x") e(matrix.setf, {}, 0, 0, 0)
// expect: matrix.getf: index out of range
// expect: matrix.getf: index out of range
// expect: matrix.getf: index out of range
// expect: matrix.setf: index out of range
// expect: matrix.setf: index out of range
// expect: bad argument #2 to 'matrix.getf' (number has no integer representation)
// expect: bad argument #1 to 'matrix.getf' (matrix expected, got no value)
// expect: bad argument #1 to 'matrix.getf' (matrix expected, got userdata)
// expect: bad argument #2 to 'matrix.getf' (number expected, got no value)
// expect: bad argument #3 to 'matrix.getf' (number expected, got no value)
// expect: bad argument #2 to 'matrix.getf' (number expected, got table)
// expect: bad argument #4 to 'matrix.setf' (number expected, got no value)
// expect: bad argument #4 to 'matrix.setf' (number expected, got string)
// expect: bad argument #1 to 'matrix.setf' (matrix expected, got table)

// sizes
e(matrix.dense, -1, 2) e(matrix.dense, 2, -1) e(matrix.dense, 2) e(matrix.dense, {}, 1) e(matrix.dense, 2, math.huge) e(matrix.dense, 2 ** 62, 2 ** 62) e(matrix.dense, 2 ** 46, 1) e(matrix.dense, 1e300, 1e300)
// expect: bad argument #1 to 'matrix.dense' (must not be negative)
// expect: bad argument #2 to 'matrix.dense' (must not be negative)
// expect: bad argument #2 to 'matrix.dense' (number expected, got no value)
// expect: bad argument #1 to 'matrix.dense' (number expected, got table)
// expect: bad argument #2 to 'matrix.dense' (number has no integer representation)
// expect: matrix.dense: not enough memory
// expect: matrix.dense: not enough memory
// expect: matrix.dense: not enough memory
none, flat, many := matrix.dense(0, 5), matrix.dense(3, 0), matrix.dense(1e12, 0)
print(#none, none[0], #flat, #flat[2], flat[2][0], flat[3], #many, #many[1e11], #matrix.dense("2", 3.9)[0])
// expect: 0	nil	3	0	nil	nil	1000000000000	0	3
big := matrix.dense(700, 300)
for i := 0; i < 700; i++ { for j := 0; j < 300; j++ { if big[i][j] != 0 { print("not zero") }; matrix.setf(big, i, j, i * 1000 + j) } }
sum := 0
for i, r := range big { for j, x := range r { if x != i * 1000 + j { print("wrong", i, j) }; sum = sum + 1 } }
print(sum, big[699][299], #big)
// expect: 210000	699299.0	700

// iteration
out := ""
for i, r := range m { for j, x := range pairs(r) { out = out .. i .. j .. "=" .. x .. " " } }
print(out)
// expect: 00=1.0 01=2.5 02=0.0 10=-7.0 11=16.0 12=NaN 
for range none { print("never") }
for range flat[0] { print("never") }
f, s, c := pairs(m)
print(s == m, c, select("#", f(m, 1)), f(m), select(2, f(m, 0)) == m[1], f(m, 77), f(m, -5))
// expect: true	nil	1	0	true	nil	nil
e(f) e(f, m, "x") e(f, m[0])
// expect: bad argument #1 to 'matrix.next' (matrix expected, got no value)
// expect: bad argument #2 to 'matrix.next' (number expected, got string)
// expect: bad argument #1 to 'matrix.next' (matrix expected, got userdata)

// a row keeps its matrix alive; memory is given back
row = matrix.dense(50, 50)[7]
row[3] = 5
for i := 1; i <= 300; i++ { matrix.dense(300, 300)[i % 300][1] = i }
collectgarbage()
print(row[3], #row, collectgarbage("count") < 100000)
// expect: 5.0	50	true

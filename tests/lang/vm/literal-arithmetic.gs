// Arithmetic with a literal that does not fit an instruction: each site meets ints, floats, overflow and neither.
func each(name, f) {
	inputs := {7, -3, 2.5, 0, -0.0, 140737488355327, -140737488355327, 1e300, 0/0, "x", nil}
	line := {}
	for i := 1; i <= 11; i++ {
		ok, r := pcall(f, inputs[i])
		if ok {
			r = math.type(r) .. ":" .. tostring(r)
		} else {
			r = string.gsub(tostring(r), "^.-: ", "")
		}
		line[i] = r
	}
	print(name, table.concat(line, " | "))
}

// Called with ints first, then floats, then a mixture: the order decides which forms a site goes through.
func rounds(name, f) {
	for i := 1; i <= 3; i++ { f(i) }
	each(name .. " after ints", f)
	for i := 1; i <= 3; i++ { f(i + 0.5) }
	each(name .. " after floats", f)
}

rounds("x + 100000", func(x) { return x + 100000 })
rounds("100000 + x", func(x) { return 100000 + x })
rounds("x - 100000", func(x) { return x - 100000 })
rounds("100000 - x", func(x) { return 100000 - x })
rounds("x * 100000", func(x) { return x * 100000 })
rounds("100000 * x", func(x) { return 100000 * x })
rounds("x / 100000", func(x) { return x / 100000 })
rounds("100000 / x", func(x) { return 100000 / x })
rounds("x + 0.5", func(x) { return x + 0.5 })
rounds("0.5 - x", func(x) { return 0.5 - x })
rounds("x - 0.5", func(x) { return x - 0.5 })
rounds("x * 0.5", func(x) { return x * 0.5 })
rounds("x / 0.5", func(x) { return x / 0.5 })
rounds("0.5 / x", func(x) { return 0.5 / x })
rounds("x % 100003", func(x) { return x % 100003 })
rounds("x % 0.75", func(x) { return x % 0.75 })

// A float first.
func half(x) { return x * 0.5 }
print(half(1.5), half(2.5), half(3), half(4), half(5.5))
func far(x) { return x + 100000 }
print(far(1.5), far(2), far(3), far(4.5))

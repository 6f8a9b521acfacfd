// Closures over one variable. Each counter has a count of its own that only its functions can reach.

func new_counter(name, start) {
    count := start || 0
    return {
        name: name
        increase: func(by) { count += by || 1  return count }
        decrease: func(by) { count -= by || 1  return count }
        read: func() { return count }
        reset: func() { count = start || 0 }
    }
}

apples := new_counter("apples")
pears := new_counter("pears", 10)

apples.increase()
apples.increase(4)
pears.decrease()
print(apples.name, apples.read())
print(pears.name, pears.read())

pears.reset()
print("after reset", apples.read(), pears.read())
print("count itself is out of reach:", count)

// fib as a function in a table, whose result is kept in a variable; the test for the end is the other way round.
n := tonumber(arg && arg[1]) || 35
numbers := {}
numbers.fib = func(n) {
    if n > 1 {
        sum := numbers.fib(n - 2)
        sum += numbers.fib(n - 1)
        return sum
    }
    return n
}
print(numbers.fib(n))

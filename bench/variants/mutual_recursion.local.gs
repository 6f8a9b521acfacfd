// mutual_recursion with functions local to main, a variable for each result, and the tests the other way round.
terms, rounds := tonumber(arg && arg[1]) || 25, tonumber(arg && arg[2]) || 1000
func main() {
    second := nil
    func first(k) {
        if k > 0 {
            inner := first(k - 1)
            outer := second(inner)
            return k - outer
        }
        return 1
    }
    second = func(k) {
        if k > 0 {
            inner := second(k - 1)
            outer := first(inner)
            return k - outer
        }
        return 0
    }
    total, left := 0, rounds
    for left > 0 {
        total += first(terms)
        total += second(terms)
        left--
    }
    print(total)
}
main()

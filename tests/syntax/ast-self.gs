// dump: ast
if true {
    func fact(n) { return n < 2 && 1 || n * fact(n - 1) }
    func other() { return other }
    other = nil
    func inner() { return func() { return inner } }
}

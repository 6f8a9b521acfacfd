// fannkuch with the lists and numbers of the search in a record, one method for each step.
n := tonumber(arg && arg[1]) || 9
search := {}
search.__index = search
func make_search(n) {
    s := setmetatable({n: n, p: {}, q: {}, s: {}, sign: 1, maxflips: 0, sum: 0}, search)
    for i := 1; i <= n; i++ { s.p[i], s.q[i], s.s[i] = i, i, i }
    return s
}
search.flip = func(self) {
    q0 := self.p[1]
    if q0 == 1 { return }
    for i := 2; i <= self.n; i++ { self.q[i] = self.p[i] }
    q := self.q
    for flips := 1; true; flips++ {
        qq := q[q0]
        if qq == 1 {
            self.sum += self.sign * flips
            if flips > self.maxflips { self.maxflips = flips }
            return
        }
        q[q0] = q0
        j := q0 - 1
        for i := 2; i < j; i++ {
            q[i], q[j] = q[j], q[i]
            j--
        }
        q0 = qq
    }
}
search.next = func(self) {
    p, s := self.p, self.s
    if self.sign == 1 {
        p[1], p[2] = p[2], p[1]
        self.sign = -1
        return true
    }
    p[2], p[3] = p[3], p[2]
    self.sign = 1
    for i := 3; i <= self.n; i++ {
        if s[i] != 1 {
            s[i] -= 1
            return true
        }
        if i == self.n { return false }
        s[i] = i
        t := p[1]
        for j := 1; j <= i; j++ { p[j] = p[j + 1] }
        p[i + 1] = t
    }
}
func main() {
    s := make_search(n)
    s:flip()
    for s:next() { s:flip() }
    print(s.sum, s.maxflips)
}
main()

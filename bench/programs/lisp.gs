// An interpreter for a small Lisp: a reader that makes cells, environments as tables, calls in tail position as a loop.
scale := tonumber(arg && arg[1]) || 16

// Values: numbers and booleans are themselves, symbols are tables with a name, cells have head and tail, EMPTY ends a
// list, procedures have parameters, body and env, primitives are functions.
EMPTY := {}
symbols := {}
func symbol(name) {
    s := symbols[name]
    if s == nil {
        s = {name: name}
        symbols[name] = s
    }
    return s
}
func cell(head, tail) { return {head: head, tail: tail} }

func read_all(text) {
    tokens, at := {}, 1
    for token := range string.gmatch(string.gsub(text, "[()]", " %0 "), "%S+") { tokens[#tokens + 1] = token }
    read := nil
    func read_list() {
        if tokens[at] == ")" {
            at++
            return EMPTY
        }
        head := read()
        return cell(head, read_list())
    }
    read = func() {
        token := tokens[at]
        at++
        if token == "(" { return read_list() }
        if token == "#t" { return true }
        if token == "#f" { return false }
        return tonumber(token) || symbol(token)
    }
    forms := {}
    for at <= #tokens { forms[#forms + 1] = read() }
    return forms
}

QUOTE, IF, DEFINE, LAMBDA, LET, BEGIN := symbol("quote"), symbol("if"), symbol("define"), symbol("lambda"), symbol("let"), symbol("begin")
func new_scope(parent) { return {values: {}, parent: parent} }
func lookup(scope, name) {
    for scope {
        value := scope.values[name]
        if value != nil { return value }
        scope = scope.parent
    }
    error("unknown variable " .. name)
}
func procedure(parameters, body, env) { return {parameters: parameters, body: body, env: env} }

// What a form means in an environment. The last form of a body does not recurse: x and env change and the loop goes on.
func evaluate(x, env) {
    for {
        if type(x) != "table" { return x }
        if x.name { return lookup(env, x.name) }
        head := x.head
        rest := x.tail
        if head == QUOTE { return rest.head }
        if head == IF {
            if evaluate(rest.head, env) { x = rest.tail.head } else { x = rest.tail.tail.head }
        } else if head == DEFINE {
            target := rest.head
            if target.name {
                env.values[target.name] = evaluate(rest.tail.head, env)
            } else {
                env.values[target.head.name] = procedure(target.tail, rest.tail, env)
            }
            return EMPTY
        } else if head == LAMBDA {
            return procedure(rest.head, rest.tail, env)
        } else if head == BEGIN || head == LET {
            body := rest
            if head == LET {
                inner, binding := new_scope(env), rest.head
                for binding != EMPTY {
                    pair := binding.head
                    inner.values[pair.head.name] = evaluate(pair.tail.head, env)
                    binding = binding.tail
                }
                env, body = inner, rest.tail
            }
            for body.tail != EMPTY {
                evaluate(body.head, env)
                body = body.tail
            }
            x = body.head
        } else {
            callee := evaluate(head, env)
            if type(callee) == "function" {
                a := evaluate(rest.head, env)
                rest = rest.tail
                if rest == EMPTY { return callee(a) }
                return callee(a, evaluate(rest.head, env))
            }
            inner, parameter := new_scope(callee.env), callee.parameters
            for parameter != EMPTY {
                inner.values[parameter.head.name] = evaluate(rest.head, env)
                parameter, rest = parameter.tail, rest.tail
            }
            env = inner
            body := callee.body
            for body.tail != EMPTY {
                evaluate(body.head, env)
                body = body.tail
            }
            x = body.head
        }
    }
}

func new_world() {
    world := new_scope(nil)
    values := world.values
    values["+"] = func(a, b) { return a + b }
    values["-"] = func(a, b) { return a - b }
    values["*"] = func(a, b) { return a * b }
    values["mod"] = func(a, b) { return a % b }
    values["="] = func(a, b) { return a == b }
    values["<"] = func(a, b) { return a < b }
    values["cons"] = cell
    values["car"] = func(a) { return a.head }
    values["cdr"] = func(a) { return a.tail }
    values["null?"] = func(a) { return a == EMPTY }
    values["not"] = func(a) { return !a }
    return world
}
func show(x) {
    if type(x) == "number" { return string.format("%d", x) }
    if type(x) != "table" { return tostring(x) }
    if x.name { return x.name }
    parts := {}
    for x != EMPTY {
        parts[#parts + 1] = show(x.head)
        x = x.tail
    }
    return "(" .. table.concat(parts, " ") .. ")"
}
program := `
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(define (map f l) (if (null? l) l (cons (f (car l)) (map f (cdr l)))))
(define (filter f l) (if (null? l) l (if (f (car l)) (cons (car l) (filter f (cdr l))) (filter f (cdr l)))))
(define (fold f a l) (if (null? l) a (fold f (f a (car l)) (cdr l))))
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) (quote ())))
(define (random-list n seed)
  (if (= n 0) (quote ()) (cons (mod seed 1000) (random-list (- n 1) (mod (* seed 16807) 2147483647)))))
(define (sort l)
  (if (null? l) l
    (let ((pivot (car l)) (rest (cdr l)))
      (append (sort (filter (lambda (x) (< x pivot)) rest))
              (cons pivot (sort (filter (lambda (x) (not (< x pivot))) rest)))))))
(define (count-up n total) (if (= n 0) total (count-up (- n 1) (mod (+ total (* n 7)) 1000003))))
(define (compose f g) (lambda (x) (f (g x))))
(define (prime? n) (define (try d) (if (< n (* d d)) #t (if (= (mod n d) 0) #f (try (+ d 1))))) (try 2))
(fib scale)
(count-up (* scale 500) 0)
(fold + 0 (map (compose (lambda (x) (* x x)) (lambda (x) (+ x 1))) (range 0 (* scale 10))))
(filter prime? (range 2 (* scale 8)))
(fold (lambda (a x) (mod (+ (* a 31) x) 1000003)) 7 (sort (random-list (* scale 10) 42)))
(quote (the (end) is near))
`
func main() {
    world := new_world()
    world.values["scale"] = scale
    for _, form := range ipairs(read_all(program)) {
        result := evaluate(form, world)
        if result != EMPTY { print(show(result)) }
    }
}
main()

const scale = Number(process.argv[2] || 16);

class Symbol_ {
  constructor(name) { this.name = name; }
}
class Cell {
  constructor(head, tail) {
    this.head = head;
    this.tail = tail;
  }
}
class Procedure {
  constructor(parameters, body, env) {
    this.parameters = parameters;
    this.body = body;
    this.env = env;
  }
}
class Scope {
  constructor(parent) {
    this.values = new Map();
    this.parent = parent;
  }
}
const EMPTY = new Cell(null, null);
const symbols = new Map();
function symbol(name) {
  let s = symbols.get(name);
  if (s === undefined) {
    s = new Symbol_(name);
    symbols.set(name, s);
  }
  return s;
}

function readAll(text) {
  const tokens = text.replace(/[()]/g, " $& ").match(/\S+/g);
  let at = 0;
  function readList() {
    if (tokens[at] === ")") {
      at++;
      return EMPTY;
    }
    const head = read();
    return new Cell(head, readList());
  }
  function read() {
    const token = tokens[at++];
    if (token === "(") return readList();
    if (token === "#t") return true;
    if (token === "#f") return false;
    return /^\d+$/.test(token) ? Number(token) : symbol(token);
  }
  const forms = [];
  while (at < tokens.length) forms.push(read());
  return forms;
}

const [QUOTE, IF, DEFINE, LAMBDA, LET, BEGIN] = ["quote", "if", "define", "lambda", "let", "begin"].map(symbol);
function lookup(scope, name) {
  while (scope) {
    const value = scope.values.get(name);
    if (value !== undefined) return value;
    scope = scope.parent;
  }
  throw new Error("unknown variable " + name);
}

function evaluate(x, env) {
  for (;;) {
    if (x instanceof Symbol_) return lookup(env, x.name);
    if (!(x instanceof Cell)) return x;
    const head = x.head;
    let rest = x.tail;
    if (head === QUOTE) return rest.head;
    if (head === IF) {
      x = evaluate(rest.head, env) !== false ? rest.tail.head : rest.tail.tail.head;
    } else if (head === DEFINE) {
      const target = rest.head;
      if (target instanceof Symbol_) env.values.set(target.name, evaluate(rest.tail.head, env));
      else env.values.set(target.head.name, new Procedure(target.tail, rest.tail, env));
      return EMPTY;
    } else if (head === LAMBDA) {
      return new Procedure(rest.head, rest.tail, env);
    } else if (head === BEGIN || head === LET) {
      let body = rest;
      if (head === LET) {
        const inner = new Scope(env);
        for (let binding = rest.head; binding !== EMPTY; binding = binding.tail) {
          const pair = binding.head;
          inner.values.set(pair.head.name, evaluate(pair.tail.head, env));
        }
        env = inner;
        body = rest.tail;
      }
      for (; body.tail !== EMPTY; body = body.tail) evaluate(body.head, env);
      x = body.head;
    } else {
      const callee = evaluate(head, env);
      if (typeof callee === "function") {
        const a = evaluate(rest.head, env);
        rest = rest.tail;
        if (rest === EMPTY) return callee(a);
        return callee(a, evaluate(rest.head, env));
      }
      const inner = new Scope(callee.env);
      for (let parameter = callee.parameters; parameter !== EMPTY; parameter = parameter.tail) {
        inner.values.set(parameter.head.name, evaluate(rest.head, env));
        rest = rest.tail;
      }
      env = inner;
      let body = callee.body;
      for (; body.tail !== EMPTY; body = body.tail) evaluate(body.head, env);
      x = body.head;
    }
  }
}

function newWorld() {
  const world = new Scope(null);
  const values = world.values;
  values.set("+", (a, b) => a + b);
  values.set("-", (a, b) => a - b);
  values.set("*", (a, b) => a * b);
  values.set("mod", (a, b) => a % b);
  values.set("=", (a, b) => a === b);
  values.set("<", (a, b) => a < b);
  values.set("cons", (a, b) => new Cell(a, b));
  values.set("car", a => a.head);
  values.set("cdr", a => a.tail);
  values.set("null?", a => a === EMPTY);
  values.set("not", a => !a);
  return world;
}
function show(x) {
  if (x instanceof Symbol_) return x.name;
  if (!(x instanceof Cell)) return String(x);
  const parts = [];
  for (; x !== EMPTY; x = x.tail) parts.push(show(x.head));
  return "(" + parts.join(" ") + ")";
}
const program = `
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
`;
const world = newWorld();
world.values.set("scale", scale);
for (const form of readAll(program)) {
  const result = evaluate(form, world);
  if (result !== EMPTY) console.log(show(result));
}

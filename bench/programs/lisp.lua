local scale = tonumber(arg and arg[1]) or 16

local EMPTY = {}
local symbols = {}
local function symbol(name)
  local s = symbols[name]
  if s == nil then
    s = {name = name}
    symbols[name] = s
  end
  return s
end
local function cell(head, tail) return {head = head, tail = tail} end

local function read_all(text)
  local tokens, at = {}, 1
  for token in string.gmatch(string.gsub(text, "[()]", " %0 "), "%S+") do tokens[#tokens + 1] = token end
  local read
  local function read_list()
    if tokens[at] == ")" then
      at = at + 1
      return EMPTY
    end
    local head = read()
    return cell(head, read_list())
  end
  function read()
    local token = tokens[at]
    at = at + 1
    if token == "(" then return read_list() end
    if token == "#t" then return true end
    if token == "#f" then return false end
    return tonumber(token) or symbol(token)
  end
  local forms = {}
  while at <= #tokens do forms[#forms + 1] = read() end
  return forms
end

local QUOTE, IF, DEFINE, LAMBDA, LET, BEGIN = symbol("quote"), symbol("if"), symbol("define"), symbol("lambda"), symbol("let"), symbol("begin")
local function new_scope(parent) return {values = {}, parent = parent} end
local function lookup(scope, name)
  while scope do
    local value = scope.values[name]
    if value ~= nil then return value end
    scope = scope.parent
  end
  error("unknown variable " .. name)
end
local function procedure(parameters, body, env) return {parameters = parameters, body = body, env = env} end

local function evaluate(x, env)
  while true do
    if type(x) ~= "table" then return x end
    if x.name then return lookup(env, x.name) end
    local head = x.head
    local rest = x.tail
    if head == QUOTE then return rest.head end
    if head == IF then
      if evaluate(rest.head, env) then x = rest.tail.head else x = rest.tail.tail.head end
    elseif head == DEFINE then
      local target = rest.head
      if target.name then
        env.values[target.name] = evaluate(rest.tail.head, env)
      else
        env.values[target.head.name] = procedure(target.tail, rest.tail, env)
      end
      return EMPTY
    elseif head == LAMBDA then
      return procedure(rest.head, rest.tail, env)
    elseif head == BEGIN or head == LET then
      local body = rest
      if head == LET then
        local inner, binding = new_scope(env), rest.head
        while binding ~= EMPTY do
          local pair = binding.head
          inner.values[pair.head.name] = evaluate(pair.tail.head, env)
          binding = binding.tail
        end
        env, body = inner, rest.tail
      end
      while body.tail ~= EMPTY do
        evaluate(body.head, env)
        body = body.tail
      end
      x = body.head
    else
      local callee = evaluate(head, env)
      if type(callee) == "function" then
        local a = evaluate(rest.head, env)
        rest = rest.tail
        if rest == EMPTY then return callee(a) end
        return callee(a, evaluate(rest.head, env))
      end
      local inner, parameter = new_scope(callee.env), callee.parameters
      while parameter ~= EMPTY do
        inner.values[parameter.head.name] = evaluate(rest.head, env)
        parameter, rest = parameter.tail, rest.tail
      end
      env = inner
      local body = callee.body
      while body.tail ~= EMPTY do
        evaluate(body.head, env)
        body = body.tail
      end
      x = body.head
    end
  end
end

local function new_world()
  local world = new_scope(nil)
  local values = world.values
  values["+"] = function(a, b) return a + b end
  values["-"] = function(a, b) return a - b end
  values["*"] = function(a, b) return a * b end
  values["mod"] = function(a, b) return a % b end
  values["="] = function(a, b) return a == b end
  values["<"] = function(a, b) return a < b end
  values["cons"] = cell
  values["car"] = function(a) return a.head end
  values["cdr"] = function(a) return a.tail end
  values["null?"] = function(a) return a == EMPTY end
  values["not"] = function(a) return not a end
  return world
end
local function show(x)
  if type(x) == "number" then return string.format("%d", x) end
  if type(x) ~= "table" then return tostring(x) end
  if x.name then return x.name end
  local parts = {}
  while x ~= EMPTY do
    parts[#parts + 1] = show(x.head)
    x = x.tail
  end
  return "(" .. table.concat(parts, " ") .. ")"
end
local program = [[
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
]]
local world = new_world()
world.values["scale"] = scale
for _, form in ipairs(read_all(program)) do
  local result = evaluate(form, world)
  if result ~= EMPTY then print(show(result)) end
end

// Everything the interpreter makes lives in an arena until the end.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { EMPTY, NUMBER, BOOLEAN, SYMBOL, CELL, PROCEDURE, PRIMITIVE } Type;
typedef struct Value {
    Type type;
    union {
        long number;
        bool boolean;
        struct Symbol *symbol;
        struct Cell *cell;
        struct Procedure *procedure;
        struct Value (*primitive)(struct Value a, struct Value b);
    };
} Value;
typedef struct Symbol {
    const char *name;
    unsigned hash;
    struct Symbol *chain;  // in the same bucket of symbols
} Symbol;
typedef struct Cell {
    Value head, tail;
} Cell;
typedef struct {
    Symbol *name;
    Value value;
} Binding;
// A hash table of bindings; the number of slots is a power of two.
typedef struct Scope {
    struct Scope *parent;
    Binding *slots;
    unsigned count, size;
} Scope;
typedef struct Procedure {
    Value parameters, body;
    Scope *env;
} Procedure;

enum { CHUNK = 1 << 20, BUCKETS = 64 };
static void *allot(size_t size) {
    static char *next, *end;
    if (size > (size_t)(end - next)) {
        next = calloc(1, CHUNK);
        end = next + CHUNK;
    }
    void *made = next;
    next += size;
    return made;
}

static Symbol *symbols[BUCKETS], *quote, *if_, *define, *lambda, *let, *begin;
static Symbol *symbol(const char *name, size_t length) {
    unsigned hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    Symbol **bucket = &symbols[hash % BUCKETS];
    for (Symbol *s = *bucket; s; s = s->chain) {
        if (strlen(s->name) == length && memcmp(s->name, name, length) == 0) return s;
    }
    Symbol *made = malloc(sizeof *made);
    *made = (Symbol){strndup(name, length), hash, *bucket};
    return *bucket = made;
}
static Symbol *symbol_of(const char *name) { return symbol(name, strlen(name)); }

static const Value empty = {.type = EMPTY};
static Value number(long n) { return (Value){.type = NUMBER, .number = n}; }
static Value boolean(bool b) { return (Value){.type = BOOLEAN, .boolean = b}; }
static Value cell(Value head, Value tail) {
    Cell *made = allot(sizeof *made);
    *made = (Cell){head, tail};
    return (Value){.type = CELL, .cell = made};
}
static Value procedure(Value parameters, Value body, Scope *env) {
    Procedure *made = allot(sizeof *made);
    *made = (Procedure){parameters, body, env};
    return (Value){.type = PROCEDURE, .procedure = made};
}
static Value head(Value x) { return x.cell->head; }
static Value tail(Value x) { return x.cell->tail; }

static Scope *new_scope(Scope *parent) {
    Scope *scope = allot(sizeof *scope);
    *scope = (Scope){.parent = parent, .slots = allot(4 * sizeof *scope->slots), .size = 4};
    return scope;
}
static Binding *find(Scope *scope, Symbol *name) {
    unsigned i = name->hash & (scope->size - 1);
    while (scope->slots[i].name && scope->slots[i].name != name) i = (i + 1) & (scope->size - 1);
    return &scope->slots[i];
}
static void bind(Scope *scope, Symbol *name, Value value) {
    Binding *binding = find(scope, name);
    if (!binding->name && ++scope->count * 4 > scope->size * 3) {
        Binding *old = scope->slots, *end = old + scope->size;
        scope->size *= 2;
        scope->slots = allot(scope->size * sizeof *scope->slots);
        for (; old < end; old++) {
            if (old->name) *find(scope, old->name) = *old;
        }
        binding = find(scope, name);
    }
    *binding = (Binding){name, value};
}
static Value lookup(Scope *scope, Symbol *name) {
    for (; scope; scope = scope->parent) {
        Binding *binding = find(scope, name);
        if (binding->name) return binding->value;
    }
    fprintf(stderr, "unknown variable %s\n", name->name);
    exit(1);
}

static const char *skip_space(const char *at) { return at + strspn(at, " \n"); }
static Value read_form(const char **at);
static Value read_list(const char **at) {
    *at = skip_space(*at);
    if (**at == ')') {
        ++*at;
        return empty;
    }
    Value first = read_form(at);
    return cell(first, read_list(at));
}
static Value read_form(const char **at) {
    const char *token = skip_space(*at);
    if (*token == '(') {
        *at = token + 1;
        return read_list(at);
    }
    size_t length = strcspn(token, "() \n");
    *at = token + length;
    if (length == 2 && memcmp(token, "#t", 2) == 0) return boolean(true);
    if (length == 2 && memcmp(token, "#f", 2) == 0) return boolean(false);
    char *end;
    long n = strtol(token, &end, 10);
    if (end == *at) return number(n);
    return (Value){.type = SYMBOL, .symbol = symbol(token, length)};
}

// What a form means in an environment. The last form of a body does not recurse: x and env change and the loop goes on.
static Value evaluate(Value x, Scope *env) {
    for (;;) {
        if (x.type == SYMBOL) return lookup(env, x.symbol);
        if (x.type != CELL) return x;
        Value first = head(x), rest = tail(x), body;
        Symbol *word = first.type == SYMBOL ? first.symbol : NULL;
        if (word == quote) return head(rest);
        if (word == if_) {
            Value condition = evaluate(head(rest), env);
            bool holds = condition.type != BOOLEAN || condition.boolean;
            x = head(holds ? tail(rest) : tail(tail(rest)));
            continue;
        }
        if (word == define) {
            Value target = head(rest);
            if (target.type == SYMBOL) {
                bind(env, target.symbol, evaluate(head(tail(rest)), env));
            } else {
                bind(env, head(target).symbol, procedure(tail(target), tail(rest), env));
            }
            return empty;
        }
        if (word == lambda) return procedure(head(rest), tail(rest), env);
        if (word == begin) {
            body = rest;
        } else if (word == let) {
            Scope *inner = new_scope(env);
            for (Value bindings = head(rest); bindings.type != EMPTY; bindings = tail(bindings)) {
                Value pair = head(bindings);
                bind(inner, head(pair).symbol, evaluate(head(tail(pair)), env));
            }
            env = inner;
            body = tail(rest);
        } else {
            Value callee = evaluate(first, env);
            if (callee.type == PRIMITIVE) {
                Value a = evaluate(head(rest), env);
                rest = tail(rest);
                return callee.primitive(a, rest.type == EMPTY ? empty : evaluate(head(rest), env));
            }
            Scope *inner = new_scope(callee.procedure->env);
            for (Value names = callee.procedure->parameters; names.type != EMPTY; names = tail(names)) {
                bind(inner, head(names).symbol, evaluate(head(rest), env));
                rest = tail(rest);
            }
            env = inner;
            body = callee.procedure->body;
        }
        for (; tail(body).type != EMPTY; body = tail(body)) evaluate(head(body), env);
        x = head(body);
    }
}

static Value add(Value a, Value b) { return number(a.number + b.number); }
static Value subtract(Value a, Value b) { return number(a.number - b.number); }
static Value multiply(Value a, Value b) { return number(a.number * b.number); }
static Value modulo(Value a, Value b) { return number(a.number % b.number); }
static Value equal(Value a, Value b) { return boolean(a.number == b.number); }
static Value less(Value a, Value b) { return boolean(a.number < b.number); }
static Value car(Value a, Value b) { return (void)b, head(a); }
static Value cdr(Value a, Value b) { return (void)b, tail(a); }
static Value is_empty(Value a, Value b) { return (void)b, boolean(a.type == EMPTY); }
static Value not(Value a, Value b) { return (void)b, boolean(a.type == BOOLEAN && !a.boolean); }
static const struct {
    const char *name;
    Value (*primitive)(Value a, Value b);
} primitives[] = {{"+", add},     {"-", subtract}, {"*", multiply}, {"mod", modulo},     {"=", equal}, {"<", less},
                  {"cons", cell}, {"car", car},    {"cdr", cdr},    {"null?", is_empty}, {"not", not}};

static Scope *new_world(void) {
    Scope *world = new_scope(NULL);
    for (size_t i = 0; i < sizeof primitives / sizeof *primitives; i++) {
        bind(world, symbol_of(primitives[i].name), (Value){.type = PRIMITIVE, .primitive = primitives[i].primitive});
    }
    return world;
}

static void show(Value x) {
    switch (x.type) {
        case NUMBER: printf("%ld", x.number); break;
        case BOOLEAN: printf(x.boolean ? "true" : "false"); break;
        case SYMBOL: printf("%s", x.symbol->name); break;
        case PROCEDURE:
        case PRIMITIVE: printf("procedure"); break;
        case EMPTY:
        case CELL:
            printf("(");
            for (; x.type != EMPTY; x = tail(x)) {
                show(head(x));
                if (tail(x).type != EMPTY) printf(" ");
            }
            printf(")");
    }
}

static const char program[] =
    "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n"
    "(define (map f l) (if (null? l) l (cons (f (car l)) (map f (cdr l)))))\n"
    "(define (filter f l) (if (null? l) l (if (f (car l)) (cons (car l) (filter f (cdr l))) (filter f (cdr l)))))\n"
    "(define (fold f a l) (if (null? l) a (fold f (f a (car l)) (cdr l))))\n"
    "(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))\n"
    "(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) (quote ())))\n"
    "(define (random-list n seed)\n"
    "  (if (= n 0) (quote ()) (cons (mod seed 1000) (random-list (- n 1) (mod (* seed 16807) 2147483647)))))\n"
    "(define (sort l)\n"
    "  (if (null? l) l\n"
    "    (let ((pivot (car l)) (rest (cdr l)))\n"
    "      (append (sort (filter (lambda (x) (< x pivot)) rest))\n"
    "              (cons pivot (sort (filter (lambda (x) (not (< x pivot))) rest)))))))\n"
    "(define (count-up n total) (if (= n 0) total (count-up (- n 1) (mod (+ total (* n 7)) 1000003))))\n"
    "(define (compose f g) (lambda (x) (f (g x))))\n"
    "(define (prime? n) (define (try d) (if (< n (* d d)) #t (if (= (mod n d) 0) #f (try (+ d 1))))) (try 2))\n"
    "(fib scale)\n"
    "(count-up (* scale 500) 0)\n"
    "(fold + 0 (map (compose (lambda (x) (* x x)) (lambda (x) (+ x 1))) (range 0 (* scale 10))))\n"
    "(filter prime? (range 2 (* scale 8)))\n"
    "(fold (lambda (a x) (mod (+ (* a 31) x) 1000003)) 7 (sort (random-list (* scale 10) 42)))\n"
    "(quote (the (end) is near))\n";

int main(int argc, char **argv) {
    quote = symbol_of("quote");
    if_ = symbol_of("if");
    define = symbol_of("define");
    lambda = symbol_of("lambda");
    let = symbol_of("let");
    begin = symbol_of("begin");
    Scope *world = new_world();
    bind(world, symbol_of("scale"), number(argc > 1 ? atol(argv[1]) : 16));
    Value forms = empty, *last = &forms;
    for (const char *at = program; *skip_space(at);) {
        *last = cell(read_form(&at), empty);
        last = &last->cell->tail;
    }
    for (; forms.type != EMPTY; forms = tail(forms)) {
        Value result = evaluate(head(forms), world);
        if (result.type == EMPTY) continue;
        show(result);
        printf("\n");
    }
}

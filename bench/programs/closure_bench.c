#include <stdio.h>
#include <stdlib.h>

// A closure is a function and what it captured.
typedef struct Closure Closure;
struct Closure {
    long (*call)(Closure *self, long x);
    long state, step;
    Closure *f, *g;
};

static long count(Closure *self, long x) {
    (void)x;
    return self->state += self->step;
}
static long add(Closure *self, long x) { return x + self->step; }
static long apply_both(Closure *self, long x) { return self->f->call(self->f, self->g->call(self->g, x)); }

static Closure *closure(Closure fields) {
    Closure *made = malloc(sizeof *made);
    *made = fields;
    return made;
}
static Closure *counter(long step) { return closure((Closure){.call = count, .step = step}); }
static Closure *compose(Closure *f, Closure *g) { return closure((Closure){.call = apply_both, .f = f, .g = g}); }
__attribute__((noinline)) static Closure *adder(long k) { return closure((Closure){.call = add, .step = k}); }
static long call(Closure *f, long x) { return f->call(f, x); }

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 1000000, sum = 0;
    Closure *a = counter(1), *b = counter(2);
    for (long i = 1; i <= n; i++) sum = (sum + call(a, 0) + call(b, 0)) % 1000003;
    Closure *h = compose(adder(3), compose(adder(5), adder(-7)));
    for (long i = 1; i <= n; i++) sum = (sum + call(h, i)) % 1000003;
    for (long i = 1; i <= n; i++) {
        Closure *made = adder(i);
        sum = (sum + call(made, 1)) % 1000003;
        free(made);
    }
    printf("%ld\n", sum);
}

// A closure is a function together with the values it needs.
#include <stdio.h>
#include <stdlib.h>

typedef struct Closure {
    long (*call)(struct Closure *self, long x);
} Closure;
typedef struct {
    Closure base;
    long factor, offset;
} Scaled;
typedef struct {
    Closure base;
    long total;
} Summed;

static long call_scaled(Closure *self, long x) {
    Scaled *closure = (Scaled *)self;
    return (x * closure->factor + closure->offset) % 10007;
}
static Closure *scaled(long factor, long offset) {
    Scaled *closure = malloc(sizeof *closure);
    *closure = (Scaled){{call_scaled}, factor, offset};
    return &closure->base;
}
static long call_summed(Closure *self, long x) {
    Summed *closure = (Summed *)self;
    closure->total = (closure->total + x) % 10009;
    return closure->total;
}
static Closure *summed(long start) {
    Summed *closure = malloc(sizeof *closure);
    *closure = (Summed){{call_summed}, start};
    return &closure->base;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 300000, kept = argc > 2 ? atol(argv[2]) : 500;
    Closure **ring = malloc(kept * sizeof *ring);
    long at = 0, value = 1;
    for (long i = 0; i < kept; i++) ring[i] = summed(i + 1);
    for (long i = 1; i <= n; i++) {
        value = ring[at]->call(ring[at], value);
        free(ring[at]);
        ring[at] = i % 2 == 0 ? scaled(value, i) : summed(value);
        at = (at + 1) % kept;
    }
    printf("%ld\n", value);
}

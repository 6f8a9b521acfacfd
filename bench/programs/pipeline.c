// The coroutines are generators here: structs with a function that gives the next value until there is none.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 16 };
typedef struct Generator {
    bool (*next)(struct Generator *self, long *value);
} Generator;

static bool next(Generator *generator, long *value) { return generator->next(generator, value); }

typedef struct {
    Generator base;
    long left, seed;
} Numbers;
static bool next_number(Generator *base, long *value) {
    Numbers *self = (Numbers *)base;
    if (self->left <= 0) return false;
    self->left--;
    self->seed = self->seed * 16807 % 2147483647;
    *value = self->seed % 10000;
    return true;
}
static Generator *numbers(long n, long seed) {
    Numbers *self = malloc(sizeof *self);
    *self = (Numbers){{next_number}, n, seed};
    return &self->base;
}

typedef struct {
    Generator base, *source;
    bool (*accept)(long x);
} Filter;
static bool next_accepted(Generator *base, long *value) {
    Filter *self = (Filter *)base;
    while (next(self->source, value)) {
        if (self->accept(*value)) return true;
    }
    return false;
}
static Generator *filter(Generator *source, bool (*accept)(long x)) {
    Filter *self = malloc(sizeof *self);
    *self = (Filter){{next_accepted}, source, accept};
    return &self->base;
}

typedef struct {
    Generator base, *source;
    long (*f)(long x);
} Map;
static bool next_mapped(Generator *base, long *value) {
    Map *self = (Map *)base;
    if (!next(self->source, value)) return false;
    *value = self->f(*value);
    return true;
}
static Generator *map(Generator *source, long (*f)(long x)) {
    Map *self = malloc(sizeof *self);
    *self = (Map){{next_mapped}, source, f};
    return &self->base;
}

typedef struct {
    Generator base, *source;
    long sum;
} Sums;
static bool next_sum(Generator *base, long *value) {
    Sums *self = (Sums *)base;
    if (!next(self->source, value)) return false;
    *value = self->sum = (self->sum + *value) % 65521;
    return true;
}
static Generator *running_sums(Generator *source) {
    Sums *self = malloc(sizeof *self);
    *self = (Sums){{next_sum}, source, 0};
    return &self->base;
}

typedef struct {
    Generator base, *sources[2];
    int turn;
} Turns;
static bool next_turn(Generator *base, long *value) {
    Turns *self = (Turns *)base;
    for (int tries = 0; tries < 2; tries++) {
        Generator *source = self->sources[self->turn];
        self->turn = !self->turn;
        if (next(source, value)) return true;
    }
    return false;
}
static Generator *take_turns(Generator *a, Generator *b) {
    Turns *self = malloc(sizeof *self);
    *self = (Turns){{next_turn}, {a, b}, 0};
    return &self->base;
}

// Returns how many values the batch has; only the last one is not full, and an empty one is the end.
static int next_batch(Generator *source, long batch[BATCH]) {
    int size = 0;
    while (size < BATCH && next(source, &batch[size])) size++;
    return size;
}

static bool is_odd(long x) { return x % 2 == 1; }
static long square(long x) { return x * x % 9973; }

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 100000;
    Generator *odd = filter(numbers(n, 1), is_odd), *squares = map(numbers(n / 2, 2), square);
    Generator *sums = running_sums(take_turns(odd, squares));
    long check = 0, count = 0, values = 0, batch[BATCH];
    for (int size; (size = next_batch(sums, batch)) > 0;) {
        count++;
        values += size;
        for (int i = 0; i < size; i++) check = (check * 31 + batch[i] * (i + 1)) % 1000000007;
    }
    printf("%ld\t%ld\t%ld\n", count, values, check);
}

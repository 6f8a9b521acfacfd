#include <stdio.h>
#include <stdlib.h>

typedef struct Vector {
    long x, y;
} Vector;

static Vector *vector(long x, long y) {
    Vector *made = malloc(sizeof *made);
    made->x = x;
    made->y = y;
    return made;
}
static Vector *plus(const Vector *a, const Vector *b) { return vector((a->x + b->x) % 10007, (a->y + b->y) % 10009); }
static Vector *turned(const Vector *v) { return vector(v->y, 10007 - v->x); }

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 300000, kept = argc > 2 ? atol(argv[2]) : 500;
    Vector **ring = malloc(kept * sizeof *ring);
    for (long i = 0; i < kept; i++) ring[i] = vector(i + 1, 2 * (i + 1));
    long at = 0;
    for (long i = 1; i <= n; i++) {
        long next = (at + 1) % kept;
        Vector *sum = plus(ring[at], ring[next]);
        free(ring[at]);
        ring[at] = turned(sum);
        free(sum);
        at = next;
    }
    long sum = 0;
    for (long i = 0; i < kept; i++) {
        sum += ring[i]->x * 3 + ring[i]->y;
        free(ring[i]);
    }
    printf("%ld\n", sum);
    free(ring);
}

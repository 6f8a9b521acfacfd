#include <stdio.h>
#include <stdlib.h>

static long male(long n);
static long female(long n) { return n == 0 ? 1 : n - male(female(n - 1)); }
static long male(long n) { return n == 0 ? 0 : n - female(male(n - 1)); }

int main(int argc, char **argv) {
    // volatile: the calls have no effects, and gcc would move them out of the loop.
    volatile long n = argc > 1 ? atol(argv[1]) : 25;
    long rounds = argc > 2 ? atol(argv[2]) : 1000, sum = 0;
    for (long r = 1; r <= rounds; r++) sum += female(n) + male(n);
    printf("%ld\n", sum);
}

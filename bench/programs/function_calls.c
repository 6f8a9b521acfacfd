#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static long step(long x, long i) { return (x * 3 + i) % 65521; }

static long run(long n, long x) {
    for (long i = 1; i <= n; i++) x = step(x, i);
    return x;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 10000, rounds = argc > 2 ? atol(argv[2]) : 500, sum = 0;
    for (long r = 1; r <= rounds; r++) sum = (sum + run(n, r)) % 1000003;
    printf("%ld\n", sum);
}

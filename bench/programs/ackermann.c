#include <stdio.h>
#include <stdlib.h>

static long ack(long m, long n) {
    if (m == 0) return n + 1;
    if (n == 0) return ack(m - 1, 1);
    return ack(m - 1, ack(m, n - 1));
}

int main(int argc, char **argv) {
    // volatile: the call has no effects, and gcc would move it out of the loop.
    volatile long m = argc > 1 ? atol(argv[1]) : 3, n = argc > 2 ? atol(argv[2]) : 4;
    long rounds = argc > 3 ? atol(argv[3]) : 500, total = 0;
    for (long r = 1; r <= rounds; r++) total += ack(m, n);
    printf("%ld\n", total);
}

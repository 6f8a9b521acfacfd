#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static long sieve(long n) {
    bool *flags = malloc(n + 1);
    for (long i = 1; i <= n; i++) flags[i] = true;
    for (long i = 2; i * i <= n; i++) {
        if (flags[i]) {
            for (long j = i * i; j <= n; j += i) flags[j] = false;
        }
    }
    long count = 0;
    for (long i = 2; i <= n; i++) count += flags[i];
    free(flags);
    return count;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 1000000, rounds = argc > 2 ? atol(argv[2]) : 3, total = 0;
    for (long r = 1; r <= rounds; r++) total += sieve(n);
    printf("%ld\n", total);
}

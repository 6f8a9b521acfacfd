#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_prime(long n) {
    if (n < 2) return false;
    if (n < 4) return true;
    if (n % 2 == 0) return false;
    for (long d = 3; d * d <= n; d += 2) {
        if (n % d == 0) return false;
    }
    return true;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 100000, sum = 0;
    for (long i = 1; i <= n; i++) {
        if (is_prime(i)) sum += i;
    }
    printf("%ld\n", sum);
}

#include <stdio.h>
#include <stdlib.h>

static long fib(long n) {
    long a = 0, b = 1;
    for (long i = 1; i <= n; i++) {
        long next = a + b;
        a = b;
        b = next;
    }
    return a;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 30, rounds = argc > 2 ? atol(argv[2]) : 300000, sum = 0;
    for (long r = 1; r <= rounds; r++) sum = (sum + fib(n + sum % 2)) % 1000003;
    printf("%ld\n", sum);
}

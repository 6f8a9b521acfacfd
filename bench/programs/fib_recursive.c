#include <stdio.h>
#include <stdlib.h>

static long fib(long n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 20, rounds = argc > 2 ? atol(argv[2]) : 300, sum = 0;
    for (long r = 1; r <= rounds; r++) sum = (sum + fib(n + sum % 2)) % 1000003;
    printf("%ld\n", sum);
}

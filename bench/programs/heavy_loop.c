#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 5000000, x = 1, sum = 0;
    for (long i = 1; i <= n; i++) {
        x = (x * 3 + i) % 65521;
        if (x % 2 == 0) sum += x;
        else sum -= i % 7;
    }
    printf("%ld\n", sum);
}

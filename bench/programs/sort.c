#include <stdio.h>
#include <stdlib.h>

static void quicksort(long *t, long lo, long hi) {
    while (lo < hi) {
        long pivot = t[(lo + hi) / 2], i = lo, j = hi;
        while (i <= j) {
            while (t[i] < pivot) i++;
            while (t[j] > pivot) j--;
            if (i <= j) {
                long x = t[i];
                t[i++] = t[j];
                t[j--] = x;
            }
        }
        if (j - lo < hi - i) {
            quicksort(t, lo, j);
            lo = i;
        } else {
            quicksort(t, i, hi);
            hi = j;
        }
    }
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 50000, rounds = argc > 2 ? atol(argv[2]) : 3, check = 0;
    long *t = malloc(n * sizeof *t);
    for (long r = 1; r <= rounds; r++) {
        long x = 42 + r;
        for (long i = 0; i < n; i++) t[i] = x = x * 16807 % 2147483647;
        quicksort(t, 0, n - 1);
        for (long i = 1; i < n; i++) {
            if (t[i - 1] > t[i]) return 1;
        }
        check = (check + t[0] + t[n - 1]) % 1000000007;
    }
    free(t);
    printf("%ld\n", check);
}

#include <stdio.h>
#include <stdlib.h>

static long fannkuch(int n, int *most) {
    int p[32], q[32], s[32], sign = 1;
    long sum = 0;
    *most = 0;
    for (int i = 0; i < n; i++) p[i] = q[i] = s[i] = i;
    for (;;) {
        int q0 = p[0];
        if (q0 != 0) {
            for (int i = 1; i < n; i++) q[i] = p[i];
            for (int flips = 1;; flips++) {
                int qq = q[q0];
                if (qq == 0) {
                    sum += sign * flips;
                    if (flips > *most) *most = flips;
                    break;
                }
                q[q0] = q0;
                for (int i = 1, j = q0 - 1; i < j; i++, j--) {
                    int t = q[i];
                    q[i] = q[j];
                    q[j] = t;
                }
                q0 = qq;
            }
        }
        if (sign == 1) {
            int t = p[0];
            p[0] = p[1];
            p[1] = t;
            sign = -1;
            continue;
        }
        int t = p[1];
        p[1] = p[2];
        p[2] = t;
        sign = 1;
        for (int i = 2; i < n; i++) {
            if (s[i] != 0) {
                s[i]--;
                break;
            }
            if (i == n - 1) return sum;
            s[i] = i;
            int first = p[0];
            for (int j = 0; j <= i; j++) p[j] = p[j + 1];
            p[i + 1] = first;
        }
    }
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 9, most;
    if (n < 3 || n > 31) return 2;
    long sum = fannkuch(n, &most);
    printf("%ld\t%d\n", sum, most);
}

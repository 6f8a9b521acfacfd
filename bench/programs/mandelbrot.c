#include <stdio.h>
#include <stdlib.h>

static long mandelbrot(int n) {
    long inside = 0;
    for (int y = 0; y < n; y++) {
        double ci = 2.0 * y / n - 1.0;
        for (int x = 0; x < n; x++) {
            double cr = 2.0 * x / n - 1.5, zr = 0.0, zi = 0.0, zr2 = 0.0, zi2 = 0.0;
            int i = 0;
            for (; i < 50 && zr2 + zi2 <= 4.0; i++) {
                zi = 2.0 * zr * zi + ci;
                zr = zr2 - zi2 + cr;
                zr2 = zr * zr;
                zi2 = zi * zi;
            }
            if (i == 50) inside++;
        }
    }
    return inside;
}

int main(int argc, char **argv) { printf("%ld\n", mandelbrot(argc > 1 ? atoi(argv[1]) : 1000)); }

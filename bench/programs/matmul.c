#include <stdio.h>
#include <stdlib.h>

static double **rows_of(int n) {
    double **rows = malloc(n * sizeof *rows);
    for (int i = 0; i < n; i++) rows[i] = malloc(n * sizeof **rows);
    return rows;
}

static double **matrix(int n, int seed) {
    double **rows = rows_of(n);
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= n; j++) rows[i - 1][j - 1] = (i * seed + j) % 17 / 8.0;
    }
    return rows;
}

static double **multiply(double **a, double **b, int n) {
    double **c = rows_of(n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double sum = 0.0;
            for (int k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    return c;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 300;
    double **c = multiply(matrix(n, 3), matrix(n, 5), n), trace = 0.0;
    for (int i = 0; i < n; i++) trace += c[i][i];
    printf("%.6f\n", trace);
}

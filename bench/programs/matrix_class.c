#include <stdio.h>
#include <stdlib.h>

enum { MODULUS = 32749 };
typedef struct {
    long *cells;
} Matrix;
static int n;

// As in the other languages every result is a new matrix; here the caller has to free it.
static Matrix new_matrix(void) { return (Matrix){malloc((size_t)n * n * sizeof(long))}; }
static long reduced(long x) {
    x %= MODULUS;
    return x < 0 ? x + MODULUS : x;
}
static Matrix add(Matrix a, Matrix b) {
    Matrix c = new_matrix();
    for (int i = 0; i < n * n; i++) c.cells[i] = reduced(a.cells[i] + b.cells[i]);
    return c;
}
static Matrix subtract(Matrix a, Matrix b) {
    Matrix c = new_matrix();
    for (int i = 0; i < n * n; i++) c.cells[i] = reduced(a.cells[i] - b.cells[i]);
    return c;
}
static Matrix scale(Matrix a, long k) {
    Matrix c = new_matrix();
    for (int i = 0; i < n * n; i++) c.cells[i] = reduced(a.cells[i] * k);
    return c;
}
static Matrix multiply(Matrix a, Matrix b) {
    Matrix c = new_matrix();
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            long sum = 0;
            for (int k = 0; k < n; k++) sum += a.cells[i * n + k] * b.cells[k * n + j];
            c.cells[i * n + j] = reduced(sum);
        }
    }
    return c;
}
// Frees the old value of a variable and sets the new one.
static void set(Matrix *variable, Matrix value) {
    free(variable->cells);
    *variable = value;
}
static Matrix power(Matrix base, int k) {
    Matrix result = new_matrix(), a = scale(base, 1);
    for (int i = 0; i < n * n; i++) result.cells[i] = i % (n + 1) == 0;
    for (; k > 0; k /= 2) {
        if (k % 2 == 1) set(&result, multiply(result, a));
        set(&a, multiply(a, a));
    }
    free(a.cells);
    return result;
}
static int equals(Matrix a, Matrix b) {
    for (int i = 0; i < n * n; i++) {
        if (a.cells[i] != b.cells[i]) return 0;
    }
    return 1;
}
static long trace(Matrix a) {
    long sum = 0;
    for (int i = 0; i < n; i++) sum += a.cells[i * n + i];
    return sum % MODULUS;
}

int main(int argc, char **argv) {
    n = argc > 1 ? atoi(argv[1]) : 4;
    int rounds = argc > 2 ? atoi(argv[2]) : 2000;
    Matrix a = new_matrix(), b = new_matrix();
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= n; j++) {
            a.cells[(i - 1) * n + j - 1] = reduced(i * 3 + j * j);
            b.cells[(i - 1) * n + j - 1] = reduced((i + 2) * (j + 5) + 1);
        }
    }
    long check = 0;
    int equal = 0;
    for (int r = 1; r <= rounds; r++) {
        Matrix product = multiply(a, b), triple = scale(a, 3), sum = add(product, triple), negated = scale(b, -1);
        Matrix c = subtract(sum, negated), d = power(c, r % 13 + 2);
        Matrix both = add(a, b), left = multiply(both, c), ac = multiply(a, c), bc = multiply(b, c), right = add(ac, bc);
        equal += equals(left, right);
        check = (check * 31 + trace(d)) % 1000003;
        set(&a, b);
        b = new_matrix();
        for (int i = 0; i < n * n; i++) b.cells[i] = reduced(d.cells[i] + r);
        Matrix used[] = {product, triple, sum, negated, c, d, both, left, ac, bc, right};
        for (unsigned i = 0; i < sizeof used / sizeof *used; i++) free(used[i].cells);
    }
    printf("%ld\t%d\n", check, equal);
    for (int i = 0; i < n * n; i++) printf("%ld%s", a.cells[i], i == n * n - 1 ? "\n" : (i + 1) % n ? " " : "; ");
}

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { LIMIT = 32 };
static bool columns[LIMIT + 1], rising[2 * LIMIT + 1], falling[2 * LIMIT + 1];
static int places[LIMIT + 1], n;
static long count;

static void place(int row) {
    if (row > n) {
        if (++count == 1) {
            for (int i = 1; i <= n; i++) printf(i < n ? "%d " : "%d\n", places[i]);
        }
        return;
    }
    for (int column = 1; column <= n; column++) {
        int up = row + column, down = row - column + n;
        if (!columns[column] && !rising[up] && !falling[down]) {
            columns[column] = rising[up] = falling[down] = true;
            places[row] = column;
            place(row + 1);
            columns[column] = rising[up] = falling[down] = false;
        }
    }
}

int main(int argc, char **argv) {
    n = argc > 1 ? atoi(argv[1]) : 11;
    if (n > LIMIT) return 2;
    place(1);
    printf("%ld\n", count);
}

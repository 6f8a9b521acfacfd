#include <stdio.h>
#include <stdlib.h>

typedef struct Tree {
    struct Tree *left, *right;
} Tree;

static Tree *build(int d) {
    Tree *tree = malloc(sizeof *tree);
    tree->left = d ? build(d - 1) : NULL;
    tree->right = d ? build(d - 1) : NULL;
    return tree;
}

static long check(const Tree *tree) { return tree->left ? 1 + check(tree->left) + check(tree->right) : 1; }

static void drop(Tree *tree) {
    if (!tree) return;
    drop(tree->left);
    drop(tree->right);
    free(tree);
}

int main(int argc, char **argv) {
    int depth = argc > 1 ? atoi(argv[1]) : 15;
    Tree *kept = build(depth);
    long total = 0;
    for (int d = 4; d <= depth; d += 4) {
        for (long i = 1; i <= 1L << (depth - d); i++) {
            Tree *tree = build(d);
            total += check(tree);
            drop(tree);
        }
    }
    printf("%ld\t%ld\n", total, check(kept));
    drop(kept);
}

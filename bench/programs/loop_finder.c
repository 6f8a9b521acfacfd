#include <stdio.h>
#include <stdlib.h>

#define LIST(T)             \
    struct {                \
        T *items;           \
        int size, capacity; \
    }
#define PUSH(list, item)                                                                      \
    do {                                                                                      \
        if ((list)->size == (list)->capacity) {                                               \
            (list)->capacity = (list)->capacity ? 2 * (list)->capacity : 4;                   \
            (list)->items = realloc((list)->items, (list)->capacity * sizeof *(list)->items); \
        }                                                                                     \
        (list)->items[(list)->size++] = (item);                                               \
    } while (0)

typedef LIST(int) Ints;
typedef struct Block {
    int id;
    LIST(struct Block *) to, from;
} Block;
typedef LIST(Block *) Graph;

typedef enum { BLOCK, SELF, LOOP, IRREDUCIBLE } Kind;
typedef struct Loop {
    int header, size, depth;
    Kind kind;
    LIST(struct Loop *) children;
} Loop;

static long seed;
static int next_random(int limit) {
    seed = seed * 16807 % 2147483647;
    return (int)(seed % limit);
}

static Block *new_block(Graph *graph) {
    Block *block = calloc(1, sizeof *block);
    block->id = graph->size + 1;
    PUSH(graph, block);
    return block;
}
static void connect(Block *a, Block *b) {
    PUSH(&a->to, b);
    PUSH(&b->from, a);
}
// A piece of a program between two blocks: statements in a row, branches, loops in loops. Returns its last block.
static Block *build(Graph *graph, Block *start, int depth) {
    if (depth == 0) {
        Block *block = new_block(graph);
        connect(start, block);
        return block;
    }
    int choice = next_random(4);
    if (choice == 0) return build(graph, build(graph, start, depth - 1), depth - 1);
    if (choice == 1) {
        Block *join = new_block(graph);
        connect(build(graph, start, depth - 1), join);
        connect(build(graph, start, depth - 1), join);
        return join;
    }
    Block *header = new_block(graph), *after = new_block(graph);
    connect(start, header);
    Block *last = build(graph, header, depth - 1);
    connect(last, header);
    connect(header, after);
    if (choice == 3) connect(last, after);
    return after;
}
static Graph make_graph(int size) {
    Graph graph = {0};
    Block *at = new_block(&graph);
    while (graph.size < size) at = build(&graph, at, 3 + next_random(3));
    // Some jumps that no structured program has, so that there are loops with two entries.
    for (int i = 0; i < 3; i++) {
        Block *a = graph.items[next_random(graph.size)];
        connect(a, graph.items[next_random(graph.size)]);
    }
    return graph;
}
static void free_graph(Graph *graph) {
    for (int i = 0; i < graph->size; i++) {
        free(graph->items[i]->to.items);
        free(graph->items[i]->from.items);
        free(graph->items[i]);
    }
    free(graph->items);
}

static int find(int *parents, int node) {
    int root = node;
    while (parents[root] != root) root = parents[root];
    while (parents[node] != root) {
        int above = parents[node];
        parents[node] = root;
        node = above;
    }
    return root;
}
// Numbers the blocks depth first: numbers by block, blocks by number, and the last number below each.
static int number_blocks(const Graph *graph, int *number, Block **order, int *last) {
    typedef struct {
        Block *block;
        int next;
    } Visit;
    LIST(Visit) stack = {0};
    int count = 1;
    number[1] = 1;
    order[1] = graph->items[0];
    PUSH(&stack, ((Visit){order[1], 0}));
    while (stack.size > 0) {
        Visit *top = &stack.items[stack.size - 1];
        if (top->next < top->block->to.size) {
            Block *target = top->block->to.items[top->next++];
            if (number[target->id] == 0) {
                order[++count] = target;
                number[target->id] = count;
                PUSH(&stack, ((Visit){target, 0}));
            }
        } else {
            last[number[top->block->id]] = count;
            stack.size--;
        }
    }
    free(stack.items);
    return count;
}
// Fills in the loops and the innermost enclosing header by the number of a block, and returns how many there are.
static int find_loops(const Graph *graph, Loop **loops, int *header) {
    int size = graph->size + 1;
    int *number = calloc(size, sizeof *number), *last = calloc(size, sizeof *last);
    Block **order = calloc(size, sizeof *order);
    int count = number_blocks(graph, number, order, last);
    int *parents = calloc(size, sizeof *parents), *inside = calloc(size, sizeof *inside);
    Ints *back = calloc(size, sizeof *back), *other = calloc(size, sizeof *other), body = {0};
    Kind *kind = calloc(size, sizeof *kind);
    for (int w = 1; w <= count; w++) {
        parents[w] = w;
        for (int i = 0; i < order[w]->from.size; i++) {
            int v = number[order[w]->from.items[i]->id];
            if (v > 0) PUSH(w <= v && v <= last[w] ? &back[w] : &other[w], v);
        }
    }
    for (int w = count; w >= 1; w--) {
        // What is inside is marked with the header.
        body.size = 0;
        for (int i = 0; i < back[w].size; i++) {
            int v = back[w].items[i];
            if (v == w) {
                kind[w] = SELF;
                continue;
            }
            int root = find(parents, v);
            if (inside[root] != w) {
                inside[root] = w;
                PUSH(&body, root);
            }
        }
        if (body.size > 0) kind[w] = LOOP;
        for (int i = 0; i < body.size; i++) {
            const Ints *entries = &other[body.items[i]];
            for (int k = 0; k < entries->size; k++) {
                int root = find(parents, entries->items[k]);
                if (root < w || root > last[w]) {
                    // Somebody jumps into the loop past its header.
                    kind[w] = IRREDUCIBLE;
                    PUSH(&other[w], root);
                } else if (root != w && inside[root] != w) {
                    inside[root] = w;
                    PUSH(&body, root);
                }
            }
        }
        if (body.size == 0 && kind[w] != SELF) continue;
        Loop *loop = malloc(sizeof *loop);
        *loop = (Loop){.header = w, .kind = kind[w], .size = body.size + 1};
        loops[w] = loop;
        for (int i = 0; i < body.size; i++) {
            int x = body.items[i];
            header[x] = w;
            parents[x] = w;
            if (loops[x]) PUSH(&loop->children, loops[x]);
        }
    }
    for (int w = 1; w <= count; w++) {
        free(back[w].items);
        free(other[w].items);
    }
    free(number), free(last), free(order), free(parents), free(inside);
    free(back), free(other), free(body.items), free(kind);
    return count;
}
static int set_depth(Loop *loop, int depth) {
    loop->depth = depth;
    int deepest = depth;
    for (int i = 0; i < loop->children.size; i++) {
        int below = set_depth(loop->children.items[i], depth + 1);
        if (below > deepest) deepest = below;
    }
    return deepest;
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 300, rounds = argc > 2 ? atoi(argv[2]) : 15;
    long check = 0, found = 0, irreducible = 0;
    int deepest = 0;
    for (int r = 1; r <= rounds; r++) {
        seed = r * 7919L;
        Graph graph = make_graph(size);
        Loop **loops = calloc(graph.size + 1, sizeof *loops);
        int *header = calloc(graph.size + 1, sizeof *header);
        int count = find_loops(&graph, loops, header);
        for (int w = 1; w <= count; w++) {
            if (!loops[w]) continue;
            found++;
            if (loops[w]->kind == IRREDUCIBLE) irreducible++;
            if (header[w] == 0) {
                int depth = set_depth(loops[w], 1);
                if (depth > deepest) deepest = depth;
            }
        }
        for (int w = 1; w <= count; w++) {
            if (loops[w]) check = (check * 31 + (long)w * loops[w]->depth + loops[w]->size) % 1000000007;
        }
        for (int w = 1; w <= count; w++) {
            if (!loops[w]) continue;
            free(loops[w]->children.items);
            free(loops[w]);
        }
        free(loops);
        free(header);
        free_graph(&graph);
    }
    printf("%ld\t%ld\t%d\t%ld\n", found, irreducible, deepest, check);
}

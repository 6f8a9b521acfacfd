#include <stdio.h>
#include <stdlib.h>

enum { EDGES = 5 };
typedef struct {
    int to, weight;
} Edge;
typedef struct {
    int node, distance;
} Entry;

static long seed = 12345;
static int next_random(int limit) {
    seed = seed * 16807 % 2147483647;
    return (int)(seed % limit);
}

static Entry *heap;
static int size;

static void push(Entry entry) {
    int i = size++;
    while (i > 0) {
        int parent = (i - 1) / 2;
        if (heap[parent].distance <= entry.distance) break;
        heap[i] = heap[parent];
        i = parent;
    }
    heap[i] = entry;
}

static Entry pop(void) {
    Entry top = heap[0], last = heap[--size];
    int i = 0;
    while (2 * i + 1 < size) {
        int child = 2 * i + 1;
        if (child + 1 < size && heap[child + 1].distance < heap[child].distance) child++;
        if (heap[child].distance >= last.distance) break;
        heap[i] = heap[child];
        i = child;
    }
    if (size > 0) heap[i] = last;
    return top;
}

static void distances(Edge (*edges)[EDGES], int n, int start, int *found) {
    for (int i = 0; i < n; i++) found[i] = -1;
    size = 0;
    push((Entry){start, 0});
    while (size > 0) {
        Entry entry = pop();
        if (found[entry.node] >= 0) continue;
        found[entry.node] = entry.distance;
        for (int k = 0; k < EDGES; k++) {
            Edge edge = edges[entry.node][k];
            if (found[edge.to] < 0) push((Entry){edge.to, entry.distance + edge.weight});
        }
    }
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 4000, starts = argc > 2 ? atoi(argv[2]) : 8;
    Edge(*edges)[EDGES] = malloc(n * sizeof *edges);
    heap = malloc((n * EDGES + 1) * sizeof *heap);
    int *found = malloc(n * sizeof *found);
    for (int i = 0; i < n; i++) {
        edges[i][0] = (Edge){(i + 1) % n, 50 + next_random(50)};
        for (int k = 1; k < EDGES; k++) {
            edges[i][k].to = next_random(n);
            edges[i][k].weight = 1 + next_random(100);
        }
    }
    long sum = 0, most = 0;
    for (int s = 0; s < starts; s++) {
        distances(edges, n, next_random(n), found);
        for (int node = 0; node < n; node++) {
            sum = (sum * 31 + (long)found[node] * (node + 1)) % 1000000007;
            if (found[node] > most) most = found[node];
        }
    }
    printf("%ld\t%ld\n", sum, most);
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Entry {
    const char *key;
    long value;
    struct Entry *next, *previous;  // in the order of use
    struct Entry *chain;            // in the same bucket of the hash table
} Entry;

static Entry head, **buckets;
static unsigned mask;
static long size, capacity, dropped;

static unsigned bucket_of(const char *key) {
    unsigned h = 2166136261u;
    for (; *key; key++) h = (h ^ (unsigned char)*key) * 16777619u;
    return h & mask;
}
static Entry *find(const char *key) {
    Entry *entry = buckets[bucket_of(key)];
    while (entry && strcmp(entry->key, key) != 0) entry = entry->chain;
    return entry;
}
static void unlink_entry(Entry *entry) {
    entry->previous->next = entry->next;
    entry->next->previous = entry->previous;
}
static void to_front(Entry *entry) {
    entry->next = head.next;
    entry->previous = &head;
    head.next->previous = entry;
    head.next = entry;
}
static void drop_oldest(void) {
    Entry *oldest = head.previous, **link = &buckets[bucket_of(oldest->key)];
    unlink_entry(oldest);
    while (*link != oldest) link = &(*link)->chain;
    *link = oldest->chain;
    free(oldest);
    size--;
    dropped++;
}
static Entry *get(const char *key) {
    Entry *entry = find(key);
    if (!entry) return NULL;
    unlink_entry(entry);
    to_front(entry);
    return entry;
}
static void put(const char *key, long value) {
    Entry *entry = find(key);
    if (entry) {
        entry->value = value;
        unlink_entry(entry);
    } else {
        if (size == capacity) drop_oldest();
        unsigned bucket = bucket_of(key);
        entry = malloc(sizeof *entry);
        *entry = (Entry){.key = key, .value = value, .chain = buckets[bucket]};
        buckets[bucket] = entry;
        size++;
    }
    to_front(entry);
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 200000;
    capacity = argc > 2 ? atol(argv[2]) : 1000;
    head.key = "";
    head.next = head.previous = &head;
    for (mask = 1; (long)mask < 2 * capacity; mask *= 2) {}
    buckets = calloc(mask--, sizeof *buckets);
    char(*keys)[24] = malloc(4 * capacity * sizeof *keys);
    for (long i = 0; i < 4 * capacity; i++) sprintf(keys[i], "key-%ld", i + 1);
    long seed = 42, hits = 0, sum = 0;
    for (long i = 1; i <= n; i++) {
        seed = seed * 16807 % 2147483647;
        long a = seed % 64;
        seed = seed * 16807 % 2147483647;
        long at = a * (seed % 64) * capacity % (4 * capacity) + seed % capacity;
        const char *key = keys[at < 4 * capacity ? at : 0];
        Entry *entry = get(key);
        if (entry) {
            hits++;
            sum = (sum + entry->value) % 1000003;
        } else {
            put(key, i);
        }
        if (i % 16 == 0) put(key, sum);
    }
    printf("%ld\t%ld\t%ld\t%ld\t%s\t%s\n", hits, sum, size, dropped, head.next->key, head.previous->key);
}

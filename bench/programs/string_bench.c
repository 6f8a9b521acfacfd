#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *text;
    size_t length, capacity;
} Buffer;

static void append(Buffer *buffer, const char *text, size_t length) {
    if (buffer->length + length + 1 > buffer->capacity) {
        buffer->capacity = 2 * buffer->capacity + length + 16;
        buffer->text = realloc(buffer->text, buffer->capacity);
    }
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
}

// A hash table that owns its keys. There are few different ones, so it never grows.
enum { SLOTS = 1024 };
typedef struct {
    char *key;
    long count;
} Slot;
static Slot slots[SLOTS];

static Slot *slot_of(const char *key) {
    unsigned h = 2166136261u;
    for (const char *c = key; *c; c++) h = (h ^ (unsigned char)*c) * 16777619u;
    while (slots[h % SLOTS].key && strcmp(slots[h % SLOTS].key, key) != 0) h++;
    return &slots[h % SLOTS];
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 100000;
    Buffer s = {0}, text = {0};
    char piece[64];
    for (int i = 1; i <= n; i++) append(&s, piece, sprintf(piece, "x%d", i % 10));
    long vowels = 0;
    for (int i = 0; i < n; i++) {
        char key[3] = {s.text[i], s.text[i + 1], '\0'};
        Slot *slot = slot_of(key);
        if (!slot->key) slot->key = strdup(key);
        slot->count++;
        if (s.text[i] == 120) vowels++;
    }
    char **parts = malloc(n * sizeof *parts);
    for (int i = 1; i <= n; i++) {
        sprintf(piece, "%d:item%d", i, i);
        parts[i - 1] = strdup(piece);
    }
    for (int i = 0; i < n; i++) {
        if (i > 0) append(&text, ",", 1);
        append(&text, parts[i], strlen(parts[i]));
    }
    // The pattern item%d*5: as many digits as possible, the last one a 5.
    long found = 0;
    for (const char *at = text.text; (at = strstr(at, "item"));) {
        size_t length = 4 + strspn(at + 4, "0123456789");
        while (length > 4 && at[length - 1] != '5') length--;
        if (length > 4) found += (long)length;
        at += length;
    }
    printf("%zu\t%ld\t%zu\t%ld\t%ld\n", s.length, vowels, text.length, found, slot_of("x1")->count);
}

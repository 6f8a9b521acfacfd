#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char word[24];
    int count;
} Entry;

static long seed;
static int next_random(int limit) {
    seed = seed * 16807 % 2147483647;
    return (int)(seed % limit);
}
static int lesser(int limit) {
    int a = next_random(limit), b = next_random(limit);
    return a < b ? a : b;
}

static char *make_text(int words) {
    static const char *starts[] = {"b", "Br", "c", "d", "F", "g", "l", "m", "P", "s", "st", "t"};
    static const char *middles[] = {"a", "e", "i", "o", "u", "ea", "oo"};
    static const char *ends[] = {"n", "r", "t", "ll", "ck", "m", "", "nd"};
    size_t capacity = 64, length = 0;
    char *text = malloc(capacity);
    for (int i = 0; i < words; i++) {
        // At most two syllables of four letters, two letters in front, two bytes of punctuation.
        char word[24];
        strcpy(word, starts[lesser(12)]);
        for (int k = 0; k <= next_random(2); k++) {
            strcat(word, middles[next_random(7)]);
            strcat(word, ends[lesser(8)]);
        }
        if (next_random(12) == 0) strcat(word, next_random(2) == 0 ? "," : ".\n");
        size_t size = strlen(word);
        if (length + size + 2 > capacity) text = realloc(text, capacity = 2 * capacity + size);
        if (i > 0) text[length++] = ' ';
        memcpy(text + length, word, size);
        length += size;
    }
    text[length] = '\0';
    return text;
}

static Entry *entries;
static int *slots, entry_count, slot_count;

static unsigned hash_of(const char *word) {
    unsigned h = 2166136261u;
    for (; *word; word++) h = (h ^ (unsigned char)*word) * 16777619u;
    return h;
}
static int *slot_of(const char *word) {
    unsigned i = hash_of(word) & (slot_count - 1);
    while (slots[i] >= 0 && strcmp(entries[slots[i]].word, word) != 0) i = (i + 1) & (slot_count - 1);
    return &slots[i];
}
static void grow(void) {
    slot_count *= 2;
    slots = realloc(slots, slot_count * sizeof *slots);
    entries = realloc(entries, slot_count * sizeof *entries);
    memset(slots, -1, slot_count * sizeof *slots);
    for (int i = 0; i < entry_count; i++) *slot_of(entries[i].word) = i;
}

static int count_words(const char *text) {
    int total = 0;
    entry_count = 0;
    slot_count = 32;
    grow();
    while (*text) {
        if (!isalpha((unsigned char)*text)) {
            text++;
            continue;
        }
        char word[24];
        size_t size = 0;
        for (; isalpha((unsigned char)*text); text++) word[size++] = (char)tolower((unsigned char)*text);
        word[size] = '\0';
        int *slot = slot_of(word);
        if (*slot < 0) {
            *slot = entry_count;
            strcpy(entries[entry_count].word, word);
            entries[entry_count++].count = 0;
        }
        entries[*slot].count++;
        total++;
        if (2 * entry_count > slot_count) grow();
    }
    return total;
}

static int compare(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    return x->count != y->count ? y->count - x->count : strcmp(x->word, y->word);
}

int main(int argc, char **argv) {
    int words = argc > 1 ? atoi(argv[1]) : 20000, rounds = argc > 2 ? atoi(argv[2]) : 5;
    long check = 0;
    for (int r = 1; r <= rounds; r++) {
        seed = r;
        char *text = make_text(words);
        int total = count_words(text);
        qsort(entries, entry_count, sizeof *entries, compare);
        for (int i = 0; i < entry_count; i++) {
            check = (check * 31 + (long)entries[i].count * (i + 1) + (long)strlen(entries[i].word)) % 1000000007;
        }
        if (r == 1) {
            printf("%zu\t%d\t%d\n", strlen(text), total, entry_count);
            for (int i = 0; i < 5; i++) printf("%-8s%6d\n", entries[i].word, entries[i].count);
        }
        free(text);
    }
    printf("%ld\n", check);
}

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 4096, SHORTEST = 4, LONGEST = 64, TRIES = 16, HASHES = 8191 };

static char *make_text(int size) {
    static const char *words[] = {"stone",  "river", "and", "the",   "mountain", "of",  "light",
                                  "shadow", "falls", "on",  "every", "old",      "road"};
    char *text = malloc(size + 64);
    int length = 0;
    long seed = 7;
    while (length < size) {
        seed = seed * 16807 % 2147483647;
        length += sprintf(text + length, "%s%s", words[seed % 13], seed % 9 == 0 ? ". " : " ");
        if (seed % 50 == 0) length += sprintf(text + length, "%ld ", seed % 100000);
    }
    return text;
}

static int hash_at(const char *text) {
    return (text[0] * 31 + text[1] * 1009 + text[2] * 65599 + text[3] * 7919) % HASHES;
}

static int match_length(const char *a, const char *b, int limit) {
    int length = 0;
    while (length < limit && a[length] == b[length]) length++;
    return length;
}

// Positions count from 1, so that 0 can mean "none".
static int compress(const char *text, int size, int *tokens, int *older) {
    static int newest[HASHES];
    memset(newest, 0, sizeof newest);
    int count = 0, i = 1;
    while (i <= size) {
        int best = 0, distance = 0;
        older[i] = 0;
        if (i + SHORTEST <= size) {
            int h = hash_at(text + i - 1), candidate = newest[h];
            int limit = size - i + 1 < LONGEST ? size - i + 1 : LONGEST;
            for (int tries = 0; candidate > 0 && i - candidate <= WINDOW && tries < TRIES; tries++) {
                int length = match_length(text + candidate - 1, text + i - 1, limit);
                if (length > best) {
                    best = length;
                    distance = i - candidate;
                }
                candidate = older[candidate];
            }
            older[i] = newest[h];
            newest[h] = i;
        }
        if (best < SHORTEST) {
            tokens[count++] = text[i++ - 1];
            continue;
        }
        tokens[count++] = 256 + best;
        tokens[count++] = distance;
        for (int k = i + 1; k < i + best; k++) {
            older[k] = 0;
            if (k + SHORTEST <= size) {
                int h = hash_at(text + k - 1);
                older[k] = newest[h];
                newest[h] = k;
            }
        }
        i += best;
    }
    return count;
}

static int decompress(const int *tokens, int count, char *bytes) {
    int length = 0;
    for (int i = 0; i < count; i++) {
        if (tokens[i] < 256) {
            bytes[length++] = (char)tokens[i];
            continue;
        }
        int from = length - tokens[i + 1];
        for (int k = 0; k < tokens[i] - 256; k++) bytes[length++] = bytes[from + k];
        i++;
    }
    return length;
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 60000, rounds = argc > 2 ? atoi(argv[2]) : 3;
    char *text = make_text(size), *piece = malloc(size), *bytes = malloc(size);
    int *tokens = malloc((size + 1) * sizeof *tokens), *older = malloc((size + 2) * sizeof *older);
    long check = 0;
    for (int r = 1; r <= rounds; r++) {
        memcpy(piece, text + r - 1, size - r + 1);
        memcpy(piece + size - r + 1, text, r - 1);
        int count = compress(piece, size, tokens, older);
        if (decompress(tokens, count, bytes) != size || memcmp(bytes, piece, size) != 0) return 1;
        for (int i = 0; i < count; i++) check = (check * 31 + tokens[i]) % 1000000007;
        if (r == 1) printf("%d\t%d\n", size, count);
    }
    printf("%ld\n", check);
}

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { STRING, NUMBER, BOOLEAN, LIST, OBJECT } Kind;
typedef struct List List;
typedef struct Object Object;
typedef struct {
    Kind kind;
    union {
        char *string;
        double number;
        bool truth;
        List *list;
        Object *object;
    };
} Value;
struct List {
    Value *items;
    int size, capacity;
};
// A hash table; the capacity is a power of two.
typedef struct {
    char *key;
    Value value;
} Entry;
struct Object {
    Entry *entries;
    int size, capacity;
};
// The bytes always end with a zero that size does not count.
typedef struct {
    char *bytes;
    size_t size, capacity;
} Buffer;

static void append(Buffer *buffer, const char *bytes, size_t count) {
    if (buffer->size + count >= buffer->capacity) {
        if (!buffer->capacity) buffer->capacity = 16;
        while (buffer->size + count >= buffer->capacity) buffer->capacity *= 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    }
    memcpy(buffer->bytes + buffer->size, bytes, count);
    buffer->size += count;
    buffer->bytes[buffer->size] = 0;
}
static void append_byte(Buffer *buffer, char c) { append(buffer, &c, 1); }

static Value string_value(char *string) { return (Value){STRING, .string = string}; }
static Value number_value(double number) { return (Value){NUMBER, .number = number}; }
static Value boolean_value(bool truth) { return (Value){BOOLEAN, .truth = truth}; }
static Value new_list(void) { return (Value){LIST, .list = calloc(1, sizeof(List))}; }
static Value new_object(void) { return (Value){OBJECT, .object = calloc(1, sizeof(Object))}; }

static void push(List *list, Value value) {
    if (list->size == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 4;
        list->items = realloc(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->size++] = value;
}

static Entry *find(const Object *object, const char *key) {
    unsigned h = 2166136261u, mask = object->capacity - 1;
    for (const char *p = key; *p; p++) h = (h ^ (unsigned char)*p) * 16777619u;
    while (object->entries[h & mask].key && strcmp(object->entries[h & mask].key, key) != 0) h++;
    return &object->entries[h & mask];
}
static void free_value(Value value);
static void put(Object *object, char *key, Value value) {
    if (4 * (object->size + 1) > 3 * object->capacity) {
        Object old = *object;
        object->capacity = old.capacity ? 2 * old.capacity : 4;
        object->entries = calloc(object->capacity, sizeof *object->entries);
        for (int i = 0; i < old.capacity; i++) {
            if (old.entries[i].key) *find(object, old.entries[i].key) = old.entries[i];
        }
        free(old.entries);
    }
    Entry *entry = find(object, key);
    if (entry->key) {
        free(entry->key);
        free_value(entry->value);
    } else {
        object->size++;
    }
    *entry = (Entry){key, value};
}

static void free_value(Value value) {
    if (value.kind == STRING) {
        free(value.string);
    } else if (value.kind == LIST) {
        for (int i = 0; i < value.list->size; i++) free_value(value.list->items[i]);
        free(value.list->items);
        free(value.list);
    } else if (value.kind == OBJECT) {
        for (int i = 0; i < value.object->capacity; i++) {
            Entry *entry = &value.object->entries[i];
            if (!entry->key) continue;
            free(entry->key);
            free_value(entry->value);
        }
        free(value.object->entries);
        free(value.object);
    }
}

static void quote(const char *s, Buffer *out) {
    append_byte(out, '"');
    for (; *s; s++) {
        switch (*s) {
            case '"': append(out, "\\\"", 2); break;
            case '\\': append(out, "\\\\", 2); break;
            case '\n': append(out, "\\n", 2); break;
            case '\t': append(out, "\\t", 2); break;
            default: append_byte(out, *s);
        }
    }
    append_byte(out, '"');
}
static void write_number(double x, Buffer *out) {
    char text[64];
    int size =
        x == floor(x) ? snprintf(text, sizeof text, "%lld", (long long)x) : snprintf(text, sizeof text, "%.3f", x);
    append(out, text, size);
}
static int compare_keys(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static void write_value(Value value, Buffer *out);
static void write_list(const List *list, Buffer *out) {
    for (int i = 0; i < list->size; i++) {
        append_byte(out, i == 0 ? '[' : ',');
        write_value(list->items[i], out);
    }
    append_byte(out, ']');
}
static void write_object(const Object *object, Buffer *out) {
    char **keys = malloc(object->size * sizeof *keys);
    int count = 0;
    for (int i = 0; i < object->capacity; i++) {
        if (object->entries[i].key) keys[count++] = object->entries[i].key;
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    append_byte(out, '{');
    for (int i = 0; i < count; i++) {
        if (i > 0) append_byte(out, ',');
        quote(keys[i], out);
        append_byte(out, ':');
        write_value(find(object, keys[i])->value, out);
    }
    append_byte(out, '}');
    free(keys);
}
static void write_value(Value value, Buffer *out) {
    switch (value.kind) {
        case STRING: quote(value.string, out); break;
        case NUMBER: write_number(value.number, out); break;
        case BOOLEAN: append(out, value.truth ? "true" : "false", value.truth ? 4 : 5); break;
        case LIST:
            // An empty list is written like an empty object.
            if (value.list->size > 0) {
                write_list(value.list, out);
            } else {
                append(out, "{}", 2);
            }
            break;
        case OBJECT: write_object(value.object, out); break;
    }
}
static Buffer encode(Value value) {
    Buffer out = {0};
    write_value(value, &out);
    return out;
}

// The readers move a position in the text behind what they read.
static void skip_space(const char **at) {
    while (**at == ' ' || **at == '\n' || **at == '\t') ++*at;
}
static char *read_string(const char **at) {
    Buffer out = {0};
    for (;;) {
        const char *stop = *at;
        while (*stop != '"' && *stop != '\\') stop++;
        append(&out, *at, stop - *at);
        *at = stop + 1;
        if (*stop == '"') return out.bytes;
        char c = *(*at)++;
        append_byte(&out, c == 'n' ? '\n' : c == 't' ? '\t' : c);
    }
}
static Value read_value(const char **at);
static Value read_list(const char **at) {
    Value list = new_list();
    do {
        push(list.list, read_value(at));
        skip_space(at);
    } while (*(*at)++ != ']');
    return list;
}
static Value read_object(const char **at) {
    Value object = new_object();
    skip_space(at);
    if (**at == '}') {
        ++*at;
        return object;
    }
    do {
        skip_space(at);
        ++*at;
        char *key = read_string(at);
        skip_space(at);
        ++*at;
        put(object.object, key, read_value(at));
        skip_space(at);
    } while (*(*at)++ != '}');
    return object;
}
static Value read_number(const char **at) {
    const char *first = *at, *p = *at;
    if (*p == '-') p++;
    if (!isdigit((unsigned char)*p)) {
        fprintf(stderr, "unexpected byte %d\n", *first);
        exit(1);
    }
    char *end;
    double number = strtod(first, &end);
    *at = end;
    return number_value(number);
}
static Value read_value(const char **at) {
    skip_space(at);
    switch (**at) {
        case '{': ++*at; return read_object(at);
        case '[': ++*at; return read_list(at);
        case '"': ++*at; return string_value(read_string(at));
        case 't': *at += 4; return boolean_value(true);
        case 'f': *at += 5; return boolean_value(false);
        default: return read_number(at);
    }
}

static long seed;
static int next_random(int limit) {
    seed = seed * 16807 % 2147483647;
    return (int)(seed % limit);
}
static char *numbered(const char *prefix, int number) {
    char text[32];
    snprintf(text, sizeof text, "%s%d", prefix, number);
    return strdup(text);
}
static Value make_document(int records) {
    static const char *const names[] = {"Ada",  "Grace",    "Edsger \"E.\"", "Barbara",
                                        "Tony", "Alan\tM.", "John\nvN",      "C:\\Niklaus"};
    Value document = new_list();
    for (int i = 1; i <= records; i++) {
        Value tags = new_list(), record = new_object(), place = new_object();
        for (int k = 1; k <= 1 + next_random(4); k++) push(tags.list, string_value(numbered("tag", next_random(100))));
        put(record.object, strdup("id"), number_value(i));
        put(record.object, strdup("name"), string_value(strdup(names[next_random(8)])));
        put(record.object, strdup("active"), boolean_value(next_random(2) == 0));
        put(record.object, strdup("score"), number_value(next_random(100000) / 8.0));
        put(record.object, strdup("tags"), tags);
        put(place.object, strdup("x"), number_value(next_random(1000) - 500));
        put(place.object, strdup("y"), number_value(next_random(1000) - 500));
        put(place.object, strdup("label"), string_value(numbered("p", next_random(10))));
        put(record.object, strdup("place"), place);
        push(document.list, record);
    }
    return document;
}

int main(int argc, char **argv) {
    int records = argc > 1 ? atoi(argv[1]) : 300, rounds = argc > 2 ? atoi(argv[2]) : 10;
    long check = 0, bytes = 0;
    for (int r = 1; r <= rounds; r++) {
        seed = r;
        Value document = make_document(records);
        Buffer text = encode(document);
        const char *at = text.bytes;
        Value copy = read_value(&at);
        Buffer again = encode(copy);
        if (strcmp(text.bytes, again.bytes) != 0) {
            fprintf(stderr, "the second text is different\n");
            return 1;
        }
        bytes += (long)text.size;
        for (size_t i = 0; i < text.size; i += 17) check = (check * 31 + (unsigned char)text.bytes[i]) % 1000000007;
        if (r == 1) printf("%.140s\n", text.bytes);
        free_value(document);
        free_value(copy);
        free(text.bytes);
        free(again.bytes);
    }
    printf("%ld\t%ld\n", bytes, check);
}

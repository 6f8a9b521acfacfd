#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *start;
    size_t length;
} Text;
typedef struct {
    char *bytes;
    size_t length, room;
} Buffer;

// What a template is filled in with: a record is a small hash table, a list is one of records.
enum { SLOTS = 8 };
typedef struct Record Record;
typedef struct {
    enum { NIL, BOOLEAN, NUMBER, TEXT, LIST } kind;
    union {
        long number;
        Text text;
        struct {
            Record *items;
            int size;
        } list;
    };
} Value;
typedef struct {
    Text key;
    Value value;
} Slot;
struct Record {
    Slot slots[SLOTS];
};

typedef void Filter(Text text, Buffer *out);
typedef struct Step Step;
typedef struct {
    Step *items;
    int size;
} Steps;
struct Step {
    void (*run)(const Step *step, Record *scope, Buffer *out);
    Text text;  // of a literal, otherwise the name of a field
    Filter *filter;
    Steps inner, otherwise;
};

static Text text_of(const char *string) { return (Text){string, strlen(string)}; }
static bool same(Text a, Text b) { return a.length == b.length && memcmp(a.start, b.start, a.length) == 0; }
static void append(Buffer *out, const char *bytes, size_t length) {
    if (out->length + length > out->room) {
        out->room = 2 * (out->length + length);
        out->bytes = realloc(out->bytes, out->room);
    }
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

// The slot of a key, or the empty one where it is to be put.
static Slot *find_slot(Record *record, Text key) {
    unsigned h = 2166136261u;
    for (size_t i = 0; i < key.length; i++) h = (h ^ (unsigned char)key.start[i]) * 16777619u;
    unsigned slot = h % SLOTS;
    while (record->slots[slot].key.start && !same(record->slots[slot].key, key)) slot = (slot + 1) % SLOTS;
    return &record->slots[slot];
}
static Value get(Record *record, Text key) { return find_slot(record, key)->value; }
static void put(Record *record, const char *key, Value value) {
    *find_slot(record, text_of(key)) = (Slot){text_of(key), value};
}

static Value boolean(bool is) { return (Value){.kind = BOOLEAN, .number = is}; }
static Value number(long n) { return (Value){.kind = NUMBER, .number = n}; }
static Value text(const char *string) { return (Value){.kind = TEXT, .text = text_of(string)}; }
static Value list(Record *items, int size) { return (Value){.kind = LIST, .list = {items, size}}; }
static bool is_true(Value value) { return value.kind != NIL && (value.kind != BOOLEAN || value.number); }

static void upper(Text text, Buffer *out) {
    for (size_t i = 0; i < text.length; i++) append(out, &(char){(char)toupper((unsigned char)text.start[i])}, 1);
}
static void html(Text text, Buffer *out) {
    for (size_t i = 0; i < text.length; i++) {
        switch (text.start[i]) {
            case '&': append(out, "&amp;", 5); break;
            case '<': append(out, "&lt;", 4); break;
            case '>': append(out, "&gt;", 4); break;
            case '"': append(out, "&quot;", 6); break;
            default: append(out, &text.start[i], 1);
        }
    }
}
static void shorten(Text text, Buffer *out) {
    bool is_long = text.length > 12;
    append(out, text.start, is_long ? 10 : text.length);
    if (is_long) append(out, "..", 2);
}
static void plain(Text text, Buffer *out) { append(out, text.start, text.length); }
static const struct {
    const char *name;
    Filter *filter;
} filters[] = {{"upper", upper}, {"html", html}, {"short", shorten}};
static Filter *find_filter(Text name) {
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        if (same(name, text_of(filters[i].name))) return filters[i].filter;
    }
    return plain;
}

static void run(const Steps *steps, Record *scope, Buffer *out) {
    for (int i = 0; i < steps->size; i++) steps->items[i].run(&steps->items[i], scope, out);
}
static void run_literal(const Step *step, Record *scope, Buffer *out) {
    (void)scope;
    plain(step->text, out);
}
static void run_field(const Step *step, Record *scope, Buffer *out) {
    Value value = get(scope, step->text);
    char digits[24];
    if (value.kind == NUMBER) {
        sprintf(digits, "%ld", value.number);
        value = text(digits);
    }
    if (value.kind == TEXT) step->filter(value.text, out);
}
static void run_each(const Step *step, Record *scope, Buffer *out) {
    Value value = get(scope, step->text);
    for (int i = 0; i < value.list.size; i++) {
        put(&value.list.items[i], "index", number(i + 1));
        run(&step->inner, &value.list.items[i], out);
    }
}
static void run_when(const Step *step, Record *scope, Buffer *out) {
    run(is_true(get(scope, step->text)) ? &step->inner : &step->otherwise, scope, out);
}

// {{mark name option}}
typedef struct {
    const char *first, *behind;
    char mark;
    Text name, option;
} Tag;
static Text take_word(const char **at) {
    const char *start = *at;
    while (isalpha((unsigned char)**at) || **at == '_') ++*at;
    return (Text){start, *at - start};
}
static bool find_tag(const char *at, Tag *tag) {
    for (; (at = strstr(at, "{{")); at++) {
        const char *p = at + 2;
        tag->first = at;
        tag->mark = *p == '#' || *p == '/' ? *p++ : 0;
        tag->name = take_word(&p);
        if (*p == ' ' || *p == '|') p++;
        tag->option = take_word(&p);
        tag->behind = p + 2;
        if (tag->name.length > 0 && strncmp(p, "}}", 2) == 0) return true;
    }
    return false;
}
static void add(Steps *steps, Step step) {
    steps->items = realloc(steps->items, (steps->size + 1) * sizeof step);
    steps->items[steps->size++] = step;
}
// Compiles from a position, which it moves, to the end of the block; ending becomes what ended it.
static Steps compile_block(const char **at, Text *ending) {
    Steps steps = {NULL, 0};
    for (Tag tag; find_tag(*at, &tag);) {
        if (tag.first > *at) add(&steps, (Step){.run = run_literal, .text = {*at, tag.first - *at}});
        *at = tag.behind;
        if (tag.mark == '/' || same(tag.name, text_of("else"))) {
            *ending = tag.name;
            return steps;
        }
        if (!tag.mark) {
            add(&steps, (Step){.run = run_field, .text = tag.name, .filter = find_filter(tag.option)});
        } else {
            Step step = {.run = same(tag.name, text_of("each")) ? run_each : run_when, .text = tag.option};
            step.inner = compile_block(at, ending);
            if (same(*ending, text_of("else"))) step.otherwise = compile_block(at, ending);
            add(&steps, step);
        }
    }
    add(&steps, (Step){.run = run_literal, .text = text_of(*at)});
    *at += strlen(*at);
    *ending = text_of("");
    return steps;
}

static const char page[] =
    "<html><head><title>{{title|upper}}</title></head>\n"
    "<body class=\"{{style}}\"><h1>{{title|html}}</h1>\n"
    "<table>\n"
    "{{#each orders}}<tr class=\"row{{index}}\"><td>{{customer|html}}</td><td>{{city|short}}</td>\n"
    "{{#if urgent}}<td><b>{{amount}} now</b></td>{{else}}<td>{{amount}}</td>{{/if}}\n"
    "<td>{{#each items}}<i>{{name|upper}}</i> x{{count}} {{/each}}</td></tr>\n"
    "{{/each}}</table>\n"
    "{{#if footer}}<p>{{footer}}</p>{{/if}}</body></html>\n";

static long seed;
static long next_random(long limit) {
    seed = seed * 16807 % 2147483647;
    return seed % limit;
}
static const char *const customers[] = {"Miller & Sons", "O'Hara",  "<unknown>", "Blum \"Flowers\"",
                                        "Sato",          "van Dyk", "Lindqvist"};
static const char *const cities[] = {"Rome", "Constantinople", "Oslo", "Johannesburg", "Lima", "San Francisco"};
static const char *const goods[] = {"pen", "paper", "ink", "lamp", "chair", "desk"};

// The title is written to a place of the caller.
static Record make_data(int rows, char *title) {
    Record data = {0}, *orders = calloc(rows, sizeof *orders);
    for (int i = 0; i < rows; i++) {
        Record *items = calloc(3, sizeof *items);
        for (int k = 0; k < 3; k++) {
            put(&items[k], "name", text(goods[next_random(6)]));
            put(&items[k], "count", number(next_random(9) + 1));
        }
        put(&orders[i], "customer", text(customers[next_random(7)]));
        put(&orders[i], "city", text(cities[next_random(6)]));
        put(&orders[i], "amount", number(next_random(100000)));
        put(&orders[i], "urgent", boolean(next_random(4) == 0));
        put(&orders[i], "items", list(items, 3));
    }
    sprintf(title, "Orders < %d >", rows);
    put(&data, "title", text(title));
    put(&data, "style", text("wide"));
    put(&data, "orders", list(orders, rows));
    if (seed % 2 == 0) put(&data, "footer", text("end"));
    return data;
}
static void free_lists(Record *record) {
    for (int i = 0; i < SLOTS; i++) {
        Value value = record->slots[i].value;
        if (value.kind != LIST) continue;
        for (int k = 0; k < value.list.size; k++) free_lists(&value.list.items[k]);
        free(value.list.items);
    }
}

int main(int argc, char **argv) {
    int rows = argc > 1 ? atoi(argv[1]) : 100, rounds = argc > 2 ? atoi(argv[2]) : 30;
    const char *at = page;
    Text ending;
    Steps steps = compile_block(&at, &ending);
    long check = 0, bytes = 0;
    for (int r = 1; r <= rounds; r++) {
        Buffer out = {NULL, 0, 0};
        char title[32];
        seed = r;
        Record data = make_data(rows, title);
        run(&steps, &data, &out);
        bytes += out.length;
        for (size_t i = 0; i < out.length; i += 13) check = (check * 31 + (unsigned char)out.bytes[i]) % 1000000007;
        if (r == 1) printf("%.*s\n", out.length < 300 ? (int)out.length : 300, out.bytes);
        free_lists(&data);
        free(out.bytes);
    }
    printf("%ld\t%ld\n", bytes, check);
}

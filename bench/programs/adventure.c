#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

// The place 0 is none: there is no way there.
enum { GATE = 1, GARDEN, WELL, CAVE, LAIR, HALL, LIBRARY, TOWER, WALL, PLACES, YOU, NOWHERE };
enum { NORTH, SOUTH, EAST, WEST, UP, DOWN, WAYS };
enum { APPLE, BOOK, BREAD, COIN, CROWN, KEY, LAMP, STONE, SWORD, ITEMS };
enum { DRAGON, GHOST, MONK, TROLL, PEOPLE };
typedef enum { EXPLORING, FIGHTING, TALKING, OVER, STATES } State;

typedef struct {
    const char *text;
    int ways[WAYS];
    bool dark, locked;
} Place;
typedef struct {
    const char *name;
    int place, weight, food, value;
} Item;
typedef struct {
    const char *name;
    int place, health, strength, lines;
    const char *talk[4];
} Person;
typedef struct {
    State state;
    int place, health, score, moves, carried, line;
    long seed;
    Item items[ITEMS];
    Person people[PEOPLE], *opponent;
    bool unlocked, visited[PLACES];
    const char *noun;
} Game;
typedef struct {
    const char *name;
    void (*handler)(Game *game);
} Verb;

static const Place map[PLACES] = {
    [GATE] = {"A rusty gate.", {[NORTH] = GARDEN, [EAST] = WALL}, false, false},
    [GARDEN] = {"A garden full of weeds.", {[SOUTH] = GATE, [NORTH] = HALL, [WEST] = WELL}, false, false},
    [WELL] = {"An old well. Something glitters below.", {[EAST] = GARDEN, [DOWN] = CAVE}, false, false},
    [CAVE] = {"A wet cave.", {[UP] = WELL, [NORTH] = LAIR}, true, false},
    [LAIR] = {"Bones everywhere.", {[SOUTH] = CAVE}, true, false},
    [HALL] = {"A hall with high windows.", {[SOUTH] = GARDEN, [EAST] = LIBRARY, [UP] = TOWER}, false, false},
    [LIBRARY] = {"Books up to the ceiling.", {[WEST] = HALL}, false, false},
    [TOWER] = {"The wind howls.", {[DOWN] = HALL}, false, true},
    [WALL] = {"A wall too high to climb.", {[WEST] = GATE}, false, false},
};
static const char *const way_names[WAYS] = {"north", "south", "east", "west", "up", "down"};
static const char *const short_words[][2] = {{"n", "north"}, {"s", "south"}, {"e", "east"},      {"w", "west"},
                                             {"u", "up"},    {"d", "down"},  {"i", "inventory"}, {"l", "look"}};
static const Item start_items[ITEMS] = {
    {"apple", GARDEN, 1, 3, 0}, {"book", LIBRARY, 2, 0, 10}, {"bread", LIBRARY, 1, 5, 0},
    {"coin", WELL, 1, 0, 5},    {"crown", TOWER, 3, 0, 50},  {"key", LAIR, 1, 0, 0},
    {"lamp", GATE, 2, 0, 0},    {"stone", CAVE, 5, 0, 0},    {"sword", WALL, 4, 0, 0},
};
static const Person start_people[PEOPLE] = {
    {"dragon", LAIR, 14, 4, 0, {NULL}},
    {"ghost", LIBRARY, 0, 0, 4, {"Who are you?", "Beware of the lair.", "The key opens the tower.", "Leave me alone."}},
    {"monk", GARDEN, 0, 0, 3, {"Peace.", "Eat when you are weak.", "Bring light into the dark."}},
    {"troll", CAVE, 9, 3, 0, {NULL}},
};

// Hash tables from words to numbers, with room for many more words than there are.
enum { SLOTS = 32 };
typedef struct {
    const char *words[SLOTS];
    int numbers[SLOTS];
} Table;
static Table ways, shorts, items, people, verbs[STATES];

static unsigned slot_of(const Table *table, const char *word) {
    unsigned h = 2166136261u;
    for (const char *c = word; *c; c++) h = (h ^ (unsigned char)*c) * 16777619u;
    h %= SLOTS;
    while (table->words[h] && strcmp(table->words[h], word) != 0) h = (h + 1) % SLOTS;
    return h;
}
static void add(Table *table, const char *word, int number) {
    unsigned slot = slot_of(table, word);
    table->words[slot] = word;
    table->numbers[slot] = number;
}
static int find(const Table *table, const char *word) {
    unsigned slot = slot_of(table, word);
    return table->words[slot] ? table->numbers[slot] : -1;
}

static char answer[512];
static size_t length;
static void say(const char *text) {
    size_t more = strlen(text);
    memcpy(answer + length, text, more + 1);
    length += more;
}
static void say_of(const char *before, const char *name, const char *after) {
    say(before);
    say(name);
    say(after);
}
static void say_number(const char *before, int number, const char *after) {
    char digits[16];
    sprintf(digits, "%d", number);
    say_of(before, digits, after);
}

static Game new_game(long seed) {
    Game game = {.state = EXPLORING, .place = GATE, .health = 20, .seed = seed};
    memcpy(game.items, start_items, sizeof start_items);
    memcpy(game.people, start_people, sizeof start_people);
    return game;
}
static int next_random(Game *game, int limit) {
    game->seed = game->seed * 16807 % 2147483647;
    return (int)(game->seed % limit);
}
static bool has(const Game *game, int item) { return game->items[item].place == YOU; }
static bool lit(const Game *game) { return !map[game->place].dark || has(game, LAMP); }
static Item *item_of(Game *game) {
    int item = find(&items, game->noun);
    return item < 0 ? NULL : &game->items[item];
}

static void describe(Game *game) {
    if (!lit(game)) {
        say("It is too dark to see anything.");
        return;
    }
    say(map[game->place].text);
    for (int i = 0; i < ITEMS; i++) {
        if (game->items[i].place == game->place) say_of(" There is a ", game->items[i].name, ".");
    }
    for (int i = 0; i < PEOPLE; i++) {
        if (game->people[i].place == game->place) say_of(" The ", game->people[i].name, " is here.");
    }
}
static void hurt(Game *game, int points) {
    game->health -= points;
    if (game->health <= 0) {
        game->state = OVER;
        say(" You die.");
    } else {
        say_number(" You have ", game->health, " left.");
    }
}

static void inventory(Game *game) {
    const char *before = "You carry a ";
    for (int i = 0; i < ITEMS; i++) {
        if (!has(game, i)) continue;
        say_of(before, game->items[i].name, "");
        before = ", a ";
    }
    say(length == 0 ? "You carry nothing." : ".");
}
static void go(Game *game) {
    int way = find(&ways, game->noun), target = way < 0 ? 0 : map[game->place].ways[way];
    if (target == 0) {
        say("You can not go there.");
        return;
    }
    if (map[target].locked && !game->unlocked) {
        say("The door is locked.");
        return;
    }
    game->place = target;
    if (!game->visited[target]) {
        game->visited[target] = true;
        game->score++;
    }
    for (Person *person = game->people; person < game->people + PEOPLE; person++) {
        if (person->place == target && person->health > 0 && next_random(game, 3) > 0) {
            game->state = FIGHTING;
            game->opponent = person;
            say_of("The ", person->name, " attacks you!");
            return;
        }
    }
    describe(game);
}
static void take(Game *game) {
    Item *item = item_of(game);
    if (!item || item->place != game->place || !lit(game)) {
        say_of("There is no ", game->noun, " here.");
    } else if (game->carried + item->weight > 10) {
        say_of("The ", game->noun, " is too heavy.");
    } else {
        item->place = YOU;
        game->carried += item->weight;
        game->score += item->value;
        say_of("Taken: ", game->noun, ".");
    }
}
static void drop(Game *game) {
    Item *item = item_of(game);
    if (!item || item->place != YOU) {
        say_of("You have no ", game->noun, ".");
        return;
    }
    item->place = game->place;
    game->carried -= item->weight;
    game->score -= item->value;
    say_of("Dropped: ", game->noun, ".");
}
static void eat(Game *game) {
    Item *item = item_of(game);
    if (!item || item->place != YOU) {
        say_of("You have no ", game->noun, ".");
    } else if (item->food == 0) {
        say_of("The ", game->noun, " tastes awful.");
    } else {
        item->place = NOWHERE;
        game->carried -= item->weight;
        game->health = game->health + item->food < 20 ? game->health + item->food : 20;
        say_number("That was good. You have ", game->health, " now.");
    }
}
static void open_door(Game *game) {
    if (strcmp(game->noun, "door") != 0 || game->place != HALL) {
        say("You can not open that.");
    } else if (!has(game, KEY)) {
        say("You have no key.");
    } else {
        game->unlocked = true;
        say("The door is open.");
    }
}
static void talk(Game *game) {
    int number = find(&people, game->noun);
    if (number < 0 || game->people[number].place != game->place) {
        say("Nobody answers.");
    } else if (game->people[number].lines == 0) {
        say_of("The ", game->noun, " growls.");
    } else {
        game->state = TALKING;
        game->opponent = &game->people[number];
        game->line = 0;
        say_of("You greet the ", game->noun, ".");
    }
}
static void rest(Game *game) {
    if (game->health >= 20) {
        say("You are not tired.");
    } else {
        game->health++;
        say("You rest a while.");
    }
}
static const Verb exploring[] = {{"look", describe},  {"inventory", inventory}, {"go", go},
                                 {"take", take},      {"drop", drop},           {"eat", eat},
                                 {"open", open_door}, {"talk", talk},           {"rest", rest}};

static void attack(Game *game) {
    Person *opponent = game->opponent;
    opponent->health -= has(game, SWORD) ? 3 + next_random(game, 4) : next_random(game, 3);
    if (opponent->health <= 0) {
        opponent->place = NOWHERE;
        game->state = EXPLORING;
        game->opponent = NULL;
        game->score += 10;
        say_of("You defeat the ", opponent->name, "!");
    } else {
        say_of("You hit the ", opponent->name, ".");
        hurt(game, next_random(game, opponent->strength));
    }
}
static void flee(Game *game) {
    static const int tried[] = {SOUTH, UP, WEST, NORTH};
    if (next_random(game, 2) == 0) {
        say("You stumble.");
        hurt(game, 1);
        return;
    }
    for (int i = 0; i < COUNT(tried); i++) {
        int target = map[game->place].ways[tried[i]];
        if (target == 0) continue;
        game->place = target;
        game->state = EXPLORING;
        game->opponent = NULL;
        say_of("You flee ", way_names[tried[i]], ".");
        return;
    }
    say("There is no way out!");
}
static const Verb fighting[] = {{"attack", attack}, {"flee", flee}};

static void ask(Game *game) {
    say_of("The ", game->opponent->name, " says: ");
    say(game->opponent->talk[game->line]);
    game->line = (game->line + 1) % game->opponent->lines;
}
static void leave(Game *game) {
    game->state = EXPLORING;
    game->opponent = NULL;
    say("You turn away.");
}
static const Verb talking[] = {{"ask", ask}, {"leave", leave}};

static const struct {
    const Verb *verbs;
    int count;
} states[STATES] = {{exploring, COUNT(exploring)}, {fighting, COUNT(fighting)}, {talking, COUNT(talking)}, {NULL, 0}};

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; }
static const char *in_full(const char *word) {
    int number = find(&shorts, word);
    return number < 0 ? word : short_words[number][1];
}

// The first word of a command is its verb, the last one its noun.
static void obey(Game *game, const char *command) {
    char text[64], first[64];
    size_t end = 0, letters = 0;
    game->moves++;
    length = 0;
    while (is_space(*command)) command++;
    for (; *command && end < sizeof text - 1; command++) text[end++] = lower(*command);
    while (end > 0 && is_space(text[end - 1])) end--;
    text[end] = '\0';
    for (; is_letter(text[letters]); letters++) first[letters] = text[letters];
    first[letters] = '\0';
    if (letters == 0) {
        say("What?");
        return;
    }
    size_t start = end;
    while (start > letters && is_letter(text[start - 1])) start--;
    const char *verb = in_full(first);
    game->noun = text + start;
    if (find(&ways, verb) >= 0) {
        game->noun = verb;
        verb = "go";
    }
    game->noun = in_full(game->noun);
    int number = find(&verbs[game->state], verb);
    if (number < 0) {
        say_of("You can not ", verb, " now.");
    } else {
        states[game->state].verbs[number].handler(game);
    }
}
static const char *const sentences[] = {"n",
                                        "go north",
                                        "S",
                                        "east",
                                        "go to the west",
                                        "w",
                                        "down",
                                        "u",
                                        "  look ",
                                        "i",
                                        "take the lamp",
                                        "take key",
                                        "Take the sword",
                                        "take bread",
                                        "eat the bread",
                                        "take apple",
                                        "eat apple",
                                        "take crown",
                                        "drop the stone",
                                        "take stone",
                                        "take coin",
                                        "take the old book",
                                        "drop book",
                                        "open the door",
                                        "talk to the ghost",
                                        "talk to the monk",
                                        "ask him",
                                        "leave",
                                        "attack",
                                        "attack with sword",
                                        "ATTACK",
                                        "flee",
                                        "rest",
                                        "dance",
                                        "42",
                                        "e",
                                        "go up",
                                        "d"};

int main(int argc, char **argv) {
    int turns = argc > 1 ? atoi(argv[1]) : 2000, games = argc > 2 ? atoi(argv[2]) : 20;
    for (int i = 0; i < WAYS; i++) add(&ways, way_names[i], i);
    for (int i = 0; i < COUNT(short_words); i++) add(&shorts, short_words[i][0], i);
    for (int i = 0; i < ITEMS; i++) add(&items, start_items[i].name, i);
    for (int i = 0; i < PEOPLE; i++) add(&people, start_people[i].name, i);
    for (int s = 0; s < STATES; s++) {
        for (int i = 0; i < states[s].count; i++) add(&verbs[s], states[s].verbs[i].name, i);
    }
    long total = 0, over = 0;
    for (int g = 1; g <= games; g++) {
        Game game = new_game(g * 101L);
        long check = 0;
        char longest[sizeof answer] = "";
        size_t most = 0;
        for (int i = 0; i < turns; i++) {
            obey(&game, sentences[next_random(&game, COUNT(sentences))]);
            check = (check * 31 + (long)length * 7 + (unsigned char)answer[length - 2] + game.score) % 1000000007;
            if (length > most) {
                memcpy(longest, answer, length + 1);
                most = length;
            }
            if (game.state == OVER || game.score > 80) {
                over++;
                check = (check + game.score * 13 + game.moves) % 1000000007;
                game = new_game(game.seed);
            }
        }
        total = (total * 31 + check) % 1000000007;
        if (g == 1) printf("%s\n", longest);
    }
    printf("%ld\t%ld\n", total, over);
}

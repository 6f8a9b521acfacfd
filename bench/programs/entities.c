#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 640, HEIGHT = 480, CELL = 32, COLUMNS = WIDTH / CELL, ROWS = HEIGHT / CELL };
enum {
    POSITION = 1,
    VELOCITY = 2,
    HEALTH = 4,
    LIFETIME = 8,
    WEIGHT = 16,
    RADIUS = 32,
    HEALER = 64,
};
typedef struct {
    double x, y;
} Vector;
typedef struct {
    unsigned components;  // which of those below it has
    int id, lifetime, weight, radius, team;
    Vector position, velocity;
    struct {
        int points, most, hits;
    } health;
} Entity;
typedef struct {
    Entity **items;
    int size, room;
} List;
typedef struct {
    enum { HURT, HEAL } kind;
    int amount;
    Entity *entity;
} Event;
typedef struct World {
    List entities, grid[COLUMNS * ROWS];
    Event *events;
    int event_count, event_room, next_id, born, dead, start;
    long check, points, hits;
} World;
typedef void System(World *world, int time);
typedef void Action(World *world, Entity *entity);

static long seed = 2024;
static int next_random(int limit) {
    seed = seed * 16807 % 2147483647;
    return (int)(seed % limit);
}

static void append(List *list, Entity *entity) {
    if (list->size == list->room) {
        list->room = list->room ? 2 * list->room : 4;
        list->items = realloc(list->items, list->room * sizeof *list->items);
    }
    list->items[list->size++] = entity;
}
static Entity *spawn(World *world, unsigned components) {
    Entity *entity = calloc(1, sizeof *entity);
    entity->components = components;
    entity->id = world->next_id++;
    world->born++;
    append(&world->entities, entity);
    return entity;
}
static void each(World *world, unsigned needs, Action *action) {
    for (int i = 0; i < world->entities.size; i++) {
        Entity *entity = world->entities.items[i];
        if ((entity->components & needs) == needs) action(world, entity);
    }
}
static void emit(World *world, int kind, Entity *entity, int amount) {
    if (world->event_count == world->event_room) {
        world->event_room = world->event_room ? 2 * world->event_room : 16;
        world->events = realloc(world->events, world->event_room * sizeof *world->events);
    }
    world->events[world->event_count++] = (Event){kind, amount, entity};
}

static void move(World *world, Entity *e) {
    (void)world;
    Vector *p = &e->position, *v = &e->velocity;
    p->x += v->x * 0.25;
    p->y += v->y * 0.25;
    if (p->x < 0.0 || p->x >= WIDTH) {
        v->x = -v->x;
        p->x = fmax(0.0, fmin(p->x, WIDTH - 1.0));
    }
    if (p->y < 0.0 || p->y >= HEIGHT) {
        v->y = -v->y;
        p->y = fmax(0.0, fmin(p->y, HEIGHT - 1.0));
    }
}
static void movement(World *world, int time) {
    (void)time;
    each(world, POSITION | VELOCITY, move);
}
static void fall(World *world, Entity *e) {
    (void)world;
    e->velocity.y += e->weight * 0.125;
}
static void gravity(World *world, int time) {
    (void)time;
    each(world, VELOCITY | WEIGHT, fall);
}
static void age(World *world, Entity *e) {
    (void)world;
    e->lifetime--;
}
static void ageing(World *world, int time) {
    (void)time;
    each(world, LIFETIME, age);
}
static void collide(World *world, Entity *e) {
    List *list = &world->grid[(int)floor(e->position.x / CELL) + (int)floor(e->position.y / CELL) * COLUMNS];
    for (int i = 0; i < list->size; i++) {
        Entity *other = list->items[i];
        double dx = e->position.x - other->position.x, dy = e->position.y - other->position.y;
        int reach = e->radius + other->radius;
        if (dx * dx + dy * dy < reach * reach && e->team != other->team) {
            emit(world, HURT, e, 3);
            emit(world, HURT, other, 2);
        }
    }
    append(list, e);
}
static void collisions(World *world, int time) {
    (void)time;
    for (int cell = 0; cell < COLUMNS * ROWS; cell++) world->grid[cell].size = 0;
    each(world, POSITION | RADIUS, collide);
}
static void heal(World *world, Entity *e) { emit(world, HEAL, e, 1); }
static void healing(World *world, int time) {
    if (time % 8 == 0) each(world, HEALTH | HEALER, heal);
}
static void spawn_fighter(World *world) {
    Entity *e = spawn(world, POSITION | VELOCITY | HEALTH | RADIUS);
    e->team = next_random(3);
    e->position.x = next_random(WIDTH) + 0.5;
    e->position.y = next_random(HEIGHT) + 0.5;
    e->velocity.x = next_random(17) - 8.0;
    e->velocity.y = next_random(17) - 8.0;
    e->health.points = 10 + next_random(10);
    e->health.most = 20;
    e->radius = 4 + next_random(5);
    if (next_random(4) == 0) e->components |= HEALER;
}
static void spawning(World *world, int time) {
    (void)time;
    for (int i = 0; i < 3; i++) {
        Entity *e = spawn(world, POSITION | VELOCITY | WEIGHT | LIFETIME);
        e->position.x = next_random(WIDTH);
        e->velocity.y = 1.0;
        e->weight = 1 + next_random(3);
        e->lifetime = 20 + next_random(40);
    }
    if (world->entities.size < world->start) spawn_fighter(world);
}

static System *const systems[] = {gravity, movement, ageing, collisions, healing, spawning};

static void step(World *world, int time) {
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) systems[i](world, time);
    for (int i = 0; i < world->event_count; i++) {
        Event *event = &world->events[i];
        Entity *e = event->entity;
        if (!(e->components & HEALTH)) continue;
        if (event->kind == HURT) {
            e->health.points -= event->amount;
            e->health.hits++;
        } else {
            int points = e->health.points + event->amount;
            e->health.points = points < e->health.most ? points : e->health.most;
        }
    }
    world->event_count = 0;
    List *entities = &world->entities;
    int kept = 0;
    for (int i = 0; i < entities->size; i++) {
        Entity *e = entities->items[i];
        bool killed = e->components & HEALTH && e->health.points <= 0;
        bool expired = e->components & LIFETIME && e->lifetime <= 0;
        if (killed || expired) {
            world->dead++;
            free(e);
        } else {
            entities->items[kept++] = e;
        }
    }
    entities->size = kept;
}

static void add_place(World *world, Entity *e) {
    long place = (long)floor(e->position.x * 16) + (long)floor(e->position.y * 16);
    world->check = (world->check * 31 + place + e->id) % 1000000007;
}
static void add_health(World *world, Entity *e) {
    world->points += e->health.points;
    world->hits += e->health.hits;
}

int main(int argc, char **argv) {
    int steps = argc > 1 ? atoi(argv[1]) : 200, start = argc > 2 ? atoi(argv[2]) : 300;
    World *world = calloc(1, sizeof *world);
    world->next_id = 1;
    world->start = start;
    for (int i = 0; i < start; i++) spawn_fighter(world);
    for (int time = 1; time <= steps; time++) {
        step(world, time);
        each(world, POSITION, add_place);
    }
    each(world, HEALTH, add_health);
    printf("%d\t%d\t%d\t%ld\t%ld\n", world->entities.size, world->born, world->dead, world->points, world->hits);
    printf("%ld\n", world->check);
}

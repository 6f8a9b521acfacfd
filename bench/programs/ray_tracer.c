#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEPTH = 3, THINGS = 7, LAMPS = 2 };
typedef struct {
    double x, y, z;
} Vector;
// The first thing is the floor: centre.y is its height, colour and dark are its two colours.
typedef struct {
    Vector centre, colour, dark;
    double radius, mirror;
} Thing;
typedef struct {
    Vector place;
    double power;
} Lamp;

static Thing things[THINGS];
static const Lamp lamps[LAMPS] = {{{5.0, 8.0, -3.0}, 0.7}, {{-6.0, 5.0, 1.0}, 0.3}};

static Vector vector(double x, double y, double z) { return (Vector){x, y, z}; }
static Vector add(Vector a, Vector b) { return vector(a.x + b.x, a.y + b.y, a.z + b.z); }
static Vector subtract(Vector a, Vector b) { return vector(a.x - b.x, a.y - b.y, a.z - b.z); }
static Vector scale(Vector a, double k) { return vector(a.x * k, a.y * k, a.z * k); }
static double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static Vector unit(Vector a) { return scale(a, 1.0 / sqrt(dot(a, a))); }
static Vector reflect(Vector direction, Vector normal) {
    return subtract(direction, scale(normal, 2.0 * dot(direction, normal)));
}

static bool is_floor(const Thing *thing) { return thing == things; }

// The distance, or -1 if the ray misses the thing.
static double hit(const Thing *thing, Vector origin, Vector direction) {
    if (is_floor(thing)) {
        if (direction.y > -0.0001 && direction.y < 0.0001) return -1;
        double distance = (thing->centre.y - origin.y) / direction.y;
        return distance > 0.001 ? distance : -1;
    }
    Vector offset = subtract(origin, thing->centre);
    double b = dot(offset, direction);
    double d = b * b - dot(offset, offset) + thing->radius * thing->radius;
    if (d < 0.0) return -1;
    double root = sqrt(d);
    if (-b - root > 0.001) return -b - root;
    return root - b > 0.001 ? root - b : -1;
}

static Vector normal_at(const Thing *thing, Vector point) {
    return is_floor(thing) ? vector(0.0, 1.0, 0.0) : scale(subtract(point, thing->centre), 1.0 / thing->radius);
}

static Vector colour_at(const Thing *thing, Vector point) {
    if (!is_floor(thing)) return thing->colour;
    return ((long)floor(point.x) + (long)floor(point.z)) % 2 == 0 ? thing->colour : thing->dark;
}

static bool in_shadow(Vector point, Vector direction, double limit) {
    for (int i = 0; i < THINGS; i++) {
        double distance = hit(&things[i], point, direction);
        if (distance >= 0 && distance < limit) return true;
    }
    return false;
}

static Vector trace(Vector origin, Vector direction, int depth) {
    const Thing *thing = NULL;
    double best = 1.0e30;
    for (int i = 0; i < THINGS; i++) {
        double distance = hit(&things[i], origin, direction);
        if (distance >= 0 && distance < best) {
            thing = &things[i];
            best = distance;
        }
    }
    if (!thing) {
        double k = 0.5 + 0.5 * direction.y;
        return vector(0.3 + 0.2 * k, 0.4 + 0.3 * k, 0.6 + 0.4 * k);
    }
    Vector point = add(origin, scale(direction, best)), normal = normal_at(thing, point);
    Vector base = colour_at(thing, point);
    double light = 0.15;
    for (int i = 0; i < LAMPS; i++) {
        Vector way = subtract(lamps[i].place, point);
        double length = sqrt(dot(way, way));
        Vector towards = scale(way, 1.0 / length);
        double facing = dot(normal, towards);
        if (facing > 0.0 && !in_shadow(point, towards, length)) light += facing * lamps[i].power;
    }
    Vector colour = scale(base, light);
    if (depth > 1 && thing->mirror > 0.0) {
        Vector seen = trace(point, reflect(direction, normal), depth - 1);
        colour = add(scale(colour, 1.0 - thing->mirror), scale(seen, thing->mirror));
    }
    return colour;
}

static long byte_of(double level) { return (long)floor((level > 1.0 ? 1.0 : level) * 255.0); }

int main(int argc, char **argv) {
    int width = argc > 1 ? atoi(argv[1]) : 160, height = argc > 2 ? atoi(argv[2]) : 120;
    things[0] = (Thing){{0.0, -1.0, 0.0}, {0.9, 0.9, 0.9}, {0.2, 0.2, 0.2}, 0.0, 0.2};
    for (int i = 0; i < 6; i++) {
        things[i + 1] = (Thing){{(i % 3 - 1) * 1.6, -0.3 + i * 0.12, 5.0 + i / 3 * 2.0},
                                {0.3 + i * 0.1, 0.9 - i * 0.1, 0.5},
                                {0.0, 0.0, 0.0},
                                0.7,
                                i * 0.1};
    }
    Vector eye = {0.0, 0.5, -1.0};
    long check = 0, bright = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double right = (x + 0.5) / width - 0.5, up = (0.5 - (y + 0.5) / height) * height / width;
            Vector colour = trace(eye, unit(vector(right, up, 0.6)), DEPTH);
            long pixel = byte_of(colour.x) * 65536 + byte_of(colour.y) * 256 + byte_of(colour.z);
            check = (check * 31 + pixel) % 1000000007;
            if (colour.x > 0.5) bright++;
        }
    }
    printf("%ld\t%ld\n", check, bright);
}

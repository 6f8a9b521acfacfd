#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PI 3.14159265358979323846
#define SOLAR_MASS (4 * PI * PI)
#define DAYS 365.24
enum { N = 5 };

typedef struct {
    double x, y, z, vx, vy, vz, mass;
} Body;

static Body body(double x, double y, double z, double vx, double vy, double vz, double mass) {
    return (Body){x, y, z, vx * DAYS, vy * DAYS, vz * DAYS, mass * SOLAR_MASS};
}

static void advance(Body *bodies, double dt) {
    for (int i = 0; i < N; i++) {
        Body *b = &bodies[i];
        double bvx = b->vx, bvy = b->vy, bvz = b->vz;
        for (int j = i + 1; j < N; j++) {
            Body *o = &bodies[j];
            double dx = b->x - o->x, dy = b->y - o->y, dz = b->z - o->z;
            double dist2 = dx * dx + dy * dy + dz * dz;
            double mag = dt / (dist2 * sqrt(dist2));
            double om = o->mass * mag;
            bvx -= dx * om;
            bvy -= dy * om;
            bvz -= dz * om;
            double bm = b->mass * mag;
            o->vx += dx * bm;
            o->vy += dy * bm;
            o->vz += dz * bm;
        }
        b->vx = bvx;
        b->vy = bvy;
        b->vz = bvz;
        b->x += dt * bvx;
        b->y += dt * bvy;
        b->z += dt * bvz;
    }
}

static double energy(const Body *bodies) {
    double e = 0.0;
    for (int i = 0; i < N; i++) {
        const Body *b = &bodies[i];
        e += 0.5 * b->mass * (b->vx * b->vx + b->vy * b->vy + b->vz * b->vz);
        for (int j = i + 1; j < N; j++) {
            const Body *o = &bodies[j];
            double dx = b->x - o->x, dy = b->y - o->y, dz = b->z - o->z;
            e -= b->mass * o->mass / sqrt(dx * dx + dy * dy + dz * dz);
        }
    }
    return e;
}

int main(int argc, char **argv) {
    long steps = argc > 1 ? atol(argv[1]) : 500000;
    Body bodies[N] = {
        body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694,
             0.00769901118419740425, -0.0000690460016972063023, 0.000954791938424326609),
        body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411400,
             0.00499852801234917238, 0.0000230417297573763929, 0.000285885980666130812),
        body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618,
             0.00237847173959480950, -0.0000296589568540237556, 0.0000436624404335156298),
        body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322,
             0.00162824170038242295, -0.0000951592254519715870, 0.0000515138902046611451),
    };
    double px = 0.0, py = 0.0, pz = 0.0;
    for (int i = 0; i < N; i++) {
        px += bodies[i].vx * bodies[i].mass;
        py += bodies[i].vy * bodies[i].mass;
        pz += bodies[i].vz * bodies[i].mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
    for (long i = 1; i <= steps; i++) advance(bodies, 0.01);
    printf("%.9f\n", energy(bodies));
}

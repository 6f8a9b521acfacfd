const steps = Number(process.argv[2] || 200), start = Number(process.argv[3] || 300);
const WIDTH = 640, HEIGHT = 480, CELL = 32;

let seed = 2024;
function random(limit) {
  seed = (seed * 16807) % 2147483647;
  return seed % limit;
}
class World {
  constructor() {
    this.entities = [];
    this.nextId = 1;
    this.systems = [];
    this.events = [];
    this.born = 0;
    this.dead = 0;
  }
  spawn(components) {
    components.id = this.nextId++;
    this.born++;
    this.entities.push(components);
    return components;
  }
  each(needs, action) {
    for (const entity of this.entities) {
      let complete = true;
      for (const name of needs) {
        if (entity[name] === undefined) {
          complete = false;
          break;
        }
      }
      if (complete) action(entity);
    }
  }
  emit(kind, entity, amount) { this.events.push({ kind, entity, amount }); }
  step(time) {
    for (const system of this.systems) system(this, time);
    const handled = this.events;
    this.events = [];
    for (const event of handled) {
      const health = event.entity.health;
      if (event.kind === "hurt" && health) {
        health.points -= event.amount;
        health.hits++;
      } else if (event.kind === "heal" && health) {
        health.points = Math.min(health.points + event.amount, health.most);
      }
    }
    const entities = this.entities;
    let kept = 0;
    for (const entity of entities) {
      if (entity.health && entity.health.points <= 0 || entity.lifetime && entity.lifetime.left <= 0) this.dead++;
      else entities[kept++] = entity;
    }
    entities.length = kept;
  }
}

function movement(world) {
  world.each(["position", "velocity"], e => {
    const p = e.position, v = e.velocity;
    p.x += v.x * 0.25;
    p.y += v.y * 0.25;
    if (p.x < 0.0 || p.x >= WIDTH) {
      v.x = -v.x;
      p.x = Math.max(0.0, Math.min(p.x, WIDTH - 1.0));
    }
    if (p.y < 0.0 || p.y >= HEIGHT) {
      v.y = -v.y;
      p.y = Math.max(0.0, Math.min(p.y, HEIGHT - 1.0));
    }
  });
}
function gravity(world) {
  world.each(["velocity", "weight"], e => { e.velocity.y += e.weight * 0.125; });
}
function ageing(world) {
  world.each(["lifetime"], e => { e.lifetime.left--; });
}
function collisions(world) {
  const columns = WIDTH / CELL, grid = new Map();
  world.each(["position", "radius"], e => {
    const cell = Math.floor(e.position.x / CELL) + Math.floor(e.position.y / CELL) * columns;
    let list = grid.get(cell);
    if (list === undefined) {
      list = [];
      grid.set(cell, list);
    }
    for (const other of list) {
      const dx = e.position.x - other.position.x, dy = e.position.y - other.position.y;
      const reach = e.radius + other.radius;
      if (dx * dx + dy * dy < reach * reach && e.team !== other.team) {
        world.emit("hurt", e, 3);
        world.emit("hurt", other, 2);
      }
    }
    list.push(e);
  });
}
function healing(world, time) {
  if (time % 8 !== 0) return;
  world.each(["health", "healer"], e => world.emit("heal", e, 1));
}
function spawnFighter(world) {
  const team = random(3);
  world.spawn({
    position: { x: random(WIDTH) + 0.5, y: random(HEIGHT) + 0.5 },
    velocity: { x: random(17) - 8.0, y: random(17) - 8.0 },
    health: { points: 10 + random(10), most: 20, hits: 0 },
    radius: 4 + random(5), team, healer: random(4) === 0 || undefined,
  });
}
function spawning(world) {
  for (let i = 1; i <= 3; i++) {
    world.spawn({
      position: { x: random(WIDTH) + 0.0, y: 0.0 }, velocity: { x: 0.0, y: 1.0 },
      weight: 1 + random(3), lifetime: { left: 20 + random(40) },
    });
  }
  if (world.entities.length < start) spawnFighter(world);
}
const world = new World();
world.systems = [gravity, movement, ageing, collisions, healing, spawning];
for (let i = 1; i <= start; i++) spawnFighter(world);
let check = 0;
for (let time = 1; time <= steps; time++) {
  world.step(time);
  world.each(["position"], e => {
    check = (check * 31 + Math.floor(e.position.x * 16) + Math.floor(e.position.y * 16) + e.id) % 1000000007;
  });
}
let points = 0, hits = 0;
world.each(["health"], e => {
  points += e.health.points;
  hits += e.health.hits;
});
console.log([world.entities.length, world.born, world.dead, points, hits].join("\t"));
console.log(check);

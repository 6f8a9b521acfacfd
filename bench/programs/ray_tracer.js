const width = Number(process.argv[2] || 160), height = Number(process.argv[3] || 120);
const DEPTH = 3;
function vector(x, y, z) { return { x, y, z }; }
function add(a, b) { return vector(a.x + b.x, a.y + b.y, a.z + b.z); }
function subtract(a, b) { return vector(a.x - b.x, a.y - b.y, a.z - b.z); }
function scale(a, k) { return vector(a.x * k, a.y * k, a.z * k); }
function dot(a, b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
function unit(a) { return scale(a, 1.0 / Math.sqrt(dot(a, a))); }
function reflect(direction, normal) { return subtract(direction, scale(normal, 2.0 * dot(direction, normal))); }

class Sphere {
  constructor(x, y, z, radius, colour, mirror) {
    this.centre = vector(x, y, z);
    this.radius = radius;
    this.colour = colour;
    this.mirror = mirror;
  }
  hit(origin, direction) {
    const offset = subtract(origin, this.centre);
    const b = dot(offset, direction);
    const d = b * b - dot(offset, offset) + this.radius * this.radius;
    if (d < 0.0) return null;
    const root = Math.sqrt(d);
    if (-b - root > 0.001) return -b - root;
    if (root - b > 0.001) return root - b;
    return null;
  }
  normal(point) { return scale(subtract(point, this.centre), 1.0 / this.radius); }
  colourAt() { return this.colour; }
}
class ChequeredFloor {
  constructor(y, light, dark, mirror) {
    this.y = y;
    this.light = light;
    this.dark = dark;
    this.mirror = mirror;
    this.up = vector(0.0, 1.0, 0.0);
  }
  hit(origin, direction) {
    if (direction.y > -0.0001 && direction.y < 0.0001) return null;
    const distance = (this.y - origin.y) / direction.y;
    return distance > 0.001 ? distance : null;
  }
  normal() { return this.up; }
  colourAt(point) {
    return (Math.floor(point.x) + Math.floor(point.z)) % 2 === 0 ? this.light : this.dark;
  }
}
function nearest(things, origin, direction) {
  let found = null, best = 1.0e30;
  for (const thing of things) {
    const distance = thing.hit(origin, direction);
    if (distance !== null && distance < best) {
      found = thing;
      best = distance;
    }
  }
  return [found, best];
}
function inShadow(things, point, direction, limit) {
  for (const thing of things) {
    const distance = thing.hit(point, direction);
    if (distance !== null && distance < limit) return true;
  }
  return false;
}
function trace(scene, origin, direction, depth) {
  const [thing, distance] = nearest(scene.things, origin, direction);
  if (thing === null) {
    const k = 0.5 + 0.5 * direction.y;
    return vector(0.3 + 0.2 * k, 0.4 + 0.3 * k, 0.6 + 0.4 * k);
  }
  const point = add(origin, scale(direction, distance));
  const normal = thing.normal(point);
  const base = thing.colourAt(point);
  let light = 0.15;
  for (const lamp of scene.lamps) {
    const way = subtract(lamp.place, point);
    const length = Math.sqrt(dot(way, way));
    const towards = scale(way, 1.0 / length);
    const facing = dot(normal, towards);
    if (facing > 0.0 && !inShadow(scene.things, point, towards, length)) light += facing * lamp.power;
  }
  let colour = scale(base, light);
  if (depth > 1 && thing.mirror > 0.0) {
    const seen = trace(scene, point, reflect(direction, normal), depth - 1);
    colour = add(scale(colour, 1.0 - thing.mirror), scale(seen, thing.mirror));
  }
  return colour;
}
function byteOf(level) { return Math.floor((level > 1.0 ? 1.0 : level) * 255.0); }
const things = [new ChequeredFloor(-1.0, vector(0.9, 0.9, 0.9), vector(0.2, 0.2, 0.2), 0.2)];
for (let i = 0; i < 6; i++) {
  const x = (i % 3 - 1) * 1.6, z = 5.0 + Math.floor(i / 3) * 2.0;
  things.push(new Sphere(x, -0.3 + i * 0.12, z, 0.7, vector(0.3 + i * 0.1, 0.9 - i * 0.1, 0.5), i * 0.1));
}
const lamps = [{ place: vector(5.0, 8.0, -3.0), power: 0.7 }, { place: vector(-6.0, 5.0, 1.0), power: 0.3 }];
const scene = { things, lamps };
const eye = vector(0.0, 0.5, -1.0);
let check = 0, bright = 0;
for (let y = 0; y < height; y++) {
  for (let x = 0; x < width; x++) {
    const direction = unit(vector((x + 0.5) / width - 0.5, (0.5 - (y + 0.5) / height) * height / width, 0.6));
    const colour = trace(scene, eye, direction, DEPTH);
    const pixel = byteOf(colour.x) * 65536 + byteOf(colour.y) * 256 + byteOf(colour.z);
    check = (check * 31 + pixel) % 1000000007;
    if (colour.x > 0.5) bright++;
  }
}
console.log(check + "\t" + bright);

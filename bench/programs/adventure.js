const turns = Number(process.argv[2] || 2000), games = Number(process.argv[3] || 20);

const map = {
  gate: { text: "A rusty gate.", north: "garden", east: "wall" },
  garden: { text: "A garden full of weeds.", south: "gate", north: "hall", west: "well" },
  well: { text: "An old well. Something glitters below.", east: "garden", down: "cave" },
  cave: { text: "A wet cave.", up: "well", north: "lair", dark: true },
  lair: { text: "Bones everywhere.", south: "cave", dark: true },
  hall: { text: "A hall with high windows.", south: "garden", east: "library", up: "tower" },
  library: { text: "Books up to the ceiling.", west: "hall" },
  tower: { text: "The wind howls.", down: "hall", locked: true },
  wall: { text: "A wall too high to climb.", west: "gate" },
};
// No prototypes: "constructor" and the like must not be found.
const table = fields => Object.assign(Object.create(null), fields);
const opposite = table({ north: "south", south: "north", east: "west", west: "east", up: "down", down: "up" });
const short = table({ n: "north", s: "south", e: "east", w: "west", u: "up", d: "down", i: "inventory", l: "look" });
const startItems = {
  lamp: { place: "gate", weight: 2 }, key: { place: "lair", weight: 1 }, sword: { place: "wall", weight: 4 },
  bread: { place: "library", weight: 1, food: 5 }, apple: { place: "garden", weight: 1, food: 3 },
  crown: { place: "tower", weight: 3, value: 50 }, coin: { place: "well", weight: 1, value: 5 },
  stone: { place: "cave", weight: 5 }, book: { place: "library", weight: 2, value: 10 },
};
const startPeople = {
  troll: { place: "cave", health: 9, strength: 3 },
  dragon: { place: "lair", health: 14, strength: 4 },
  ghost: { place: "library", talk: ["Who are you?", "Beware of the lair.", "The key opens the tower.", "Leave me alone."] },
  monk: { place: "garden", talk: ["Peace.", "Eat when you are weak.", "Bring light into the dark."] },
};

function copy(things) {
  const result = table({});
  for (const name in things) {
    const made = { name };
    for (const k in things[name]) made[k] = things[name][k];
    result[name] = made;
  }
  return result;
}
function newGame(seed) {
  return {
    state: "exploring", place: "gate", health: 20, score: 0, moves: 0, seed,
    items: copy(startItems), people: copy(startPeople), carried: 0, unlocked: false, opponent: null, line: 0,
    visited: table({}),
  };
}
function random(game, limit) {
  game.seed = (game.seed * 16807) % 2147483647;
  return game.seed % limit;
}
function has(game, name) { return game.items[name].place === "you"; }
function lit(game) { return !map[game.place].dark || has(game, "lamp"); }
const names = ["apple", "book", "bread", "coin", "crown", "key", "lamp", "stone", "sword"];
const peopleNames = ["dragon", "ghost", "monk", "troll"];

function describe(game) {
  if (!lit(game)) return "It is too dark to see anything.";
  const parts = [map[game.place].text];
  for (const name of names) {
    if (game.items[name].place === game.place) parts.push("There is a " + name + ".");
  }
  for (const name of peopleNames) {
    if (game.people[name].place === game.place) parts.push("The " + name + " is here.");
  }
  return parts.join(" ");
}
function hurt(game, points) {
  game.health -= points;
  if (game.health <= 0) {
    game.state = "over";
    return " You die.";
  }
  return " You have " + game.health + " left.";
}

const exploring = table({
  look: game => describe(game),
  inventory(game) {
    const list = [];
    for (const name of names) {
      if (has(game, name)) list.push("a " + name);
    }
    if (list.length === 0) return "You carry nothing.";
    return "You carry " + list.join(", ") + ".";
  },
  go(game, noun) {
    const target = opposite[noun] && map[game.place][noun];
    if (target === undefined) return "You can not go there.";
    if (map[target].locked && !game.unlocked) return "The door is locked.";
    game.place = target;
    if (!game.visited[target]) {
      game.visited[target] = true;
      game.score++;
    }
    for (const name of peopleNames) {
      const person = game.people[name];
      if (person.place === target && person.health && random(game, 3) > 0) {
        game.state = "fighting";
        game.opponent = person;
        return "The " + name + " attacks you!";
      }
    }
    return describe(game);
  },
  take(game, noun) {
    const item = game.items[noun];
    if (item === undefined || item.place !== game.place || !lit(game)) return "There is no " + noun + " here.";
    if (game.carried + item.weight > 10) return "The " + noun + " is too heavy.";
    item.place = "you";
    game.carried += item.weight;
    game.score += item.value || 0;
    return "Taken: " + noun + ".";
  },
  drop(game, noun) {
    const item = game.items[noun];
    if (item === undefined || item.place !== "you") return "You have no " + noun + ".";
    item.place = game.place;
    game.carried -= item.weight;
    game.score -= item.value || 0;
    return "Dropped: " + noun + ".";
  },
  eat(game, noun) {
    const item = game.items[noun];
    if (item === undefined || item.place !== "you") return "You have no " + noun + ".";
    if (item.food === undefined) return "The " + noun + " tastes awful.";
    item.place = "nowhere";
    game.carried -= item.weight;
    game.health = Math.min(20, game.health + item.food);
    return "That was good. You have " + game.health + " now.";
  },
  open(game, noun) {
    if (noun !== "door" || game.place !== "hall") return "You can not open that.";
    if (!has(game, "key")) return "You have no key.";
    game.unlocked = true;
    return "The door is open.";
  },
  talk(game, noun) {
    const person = game.people[noun];
    if (person === undefined || person.place !== game.place) return "Nobody answers.";
    if (person.talk === undefined) return "The " + noun + " growls.";
    game.state = "talking";
    game.opponent = person;
    game.line = 0;
    return "You greet the " + noun + ".";
  },
  rest(game) {
    if (game.health >= 20) return "You are not tired.";
    game.health++;
    return "You rest a while.";
  },
});
const fighting = table({
  attack(game) {
    const opponent = game.opponent;
    opponent.health -= has(game, "sword") ? 3 + random(game, 4) : random(game, 3);
    if (opponent.health <= 0) {
      opponent.place = "nowhere";
      game.state = "exploring";
      game.opponent = null;
      game.score += 10;
      return "You defeat the " + opponent.name + "!";
    }
    return "You hit the " + opponent.name + "." + hurt(game, random(game, opponent.strength));
  },
  flee(game) {
    if (random(game, 2) === 0) return "You stumble." + hurt(game, 1);
    for (const way of ["south", "up", "west", "north"]) {
      const target = map[game.place][way];
      if (target) {
        game.place = target;
        game.state = "exploring";
        game.opponent = null;
        return "You flee " + way + ".";
      }
    }
    return "There is no way out!";
  },
});
const talking = table({
  ask(game) {
    const lines = game.opponent.talk;
    game.line = game.line % lines.length + 1;
    return "The " + game.opponent.name + " says: " + lines[game.line - 1];
  },
  leave(game) {
    game.state = "exploring";
    game.opponent = null;
    return "You turn away.";
  },
});
const states = { exploring, fighting, talking, over: table({}) };

function obey(game, command) {
  game.moves++;
  const text = command.replace(/^\s*(.*?)\s*$/, "$1").toLowerCase();
  const words = text.match(/^([a-z]+)\s*(.*)$/);
  if (words === null) return "What?";
  let verb = words[1];
  const last = words[2].match(/([a-z]+)$/);
  let noun = last ? last[1] : "";
  verb = short[verb] || verb;
  if (opposite[verb]) {
    noun = verb;
    verb = "go";
  }
  noun = short[noun] || noun;
  const handler = states[game.state][verb];
  if (handler === undefined) return "You can not " + verb + " now.";
  return handler(game, noun);
}
const sentences = [
  "n", "go north", "S", "east", "go to the west", "w", "down", "u", "  look ", "i", "take the lamp", "take key",
  "Take the sword", "take bread", "eat the bread", "take apple", "eat apple", "take crown", "drop the stone", "take stone",
  "take coin", "take the old book", "drop book", "open the door", "talk to the ghost", "talk to the monk", "ask him",
  "leave", "attack", "attack with sword", "ATTACK", "flee", "rest", "dance", "42", "e", "go up", "d",
];
function play(seed, turns) {
  let game = newGame(seed), ended = 0, check = 0, longest = "";
  for (let i = 1; i <= turns; i++) {
    const command = sentences[random(game, sentences.length)];
    const answer = obey(game, command);
    check = (check * 31 + answer.length * 7 + answer.charCodeAt(answer.length - 2) + game.score) % 1000000007;
    if (answer.length > longest.length) longest = answer;
    if (game.state === "over" || game.score > 80) {
      ended++;
      check = (check + game.score * 13 + game.moves) % 1000000007;
      game = newGame(game.seed);
    }
  }
  return [check, ended, longest];
}
let total = 0, over = 0;
for (let g = 1; g <= games; g++) {
  const [check, ended, longest] = play(g * 101, turns);
  total = (total * 31 + check) % 1000000007;
  over += ended;
  if (g === 1) console.log(longest);
}
console.log(total + "\t" + over);

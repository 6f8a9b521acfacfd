local turns, games = tonumber(arg and arg[1]) or 2000, tonumber(arg and arg[2]) or 20

local map = {
  gate = {text = "A rusty gate.", north = "garden", east = "wall"},
  garden = {text = "A garden full of weeds.", south = "gate", north = "hall", west = "well"},
  well = {text = "An old well. Something glitters below.", east = "garden", down = "cave"},
  cave = {text = "A wet cave.", up = "well", north = "lair", dark = true},
  lair = {text = "Bones everywhere.", south = "cave", dark = true},
  hall = {text = "A hall with high windows.", south = "garden", east = "library", up = "tower"},
  library = {text = "Books up to the ceiling.", west = "hall"},
  tower = {text = "The wind howls.", down = "hall", locked = true},
  wall = {text = "A wall too high to climb.", west = "gate"},
}
local opposite = {north = "south", south = "north", east = "west", west = "east", up = "down", down = "up"}
local short = {n = "north", s = "south", e = "east", w = "west", u = "up", d = "down", i = "inventory", l = "look"}
local start_items = {
  lamp = {place = "gate", weight = 2}, key = {place = "lair", weight = 1}, sword = {place = "wall", weight = 4},
  bread = {place = "library", weight = 1, food = 5}, apple = {place = "garden", weight = 1, food = 3},
  crown = {place = "tower", weight = 3, value = 50}, coin = {place = "well", weight = 1, value = 5},
  stone = {place = "cave", weight = 5}, book = {place = "library", weight = 2, value = 10},
}
local start_people = {
  troll = {place = "cave", health = 9, strength = 3},
  dragon = {place = "lair", health = 14, strength = 4},
  ghost = {place = "library", talk = {"Who are you?", "Beware of the lair.", "The key opens the tower.", "Leave me alone."}},
  monk = {place = "garden", talk = {"Peace.", "Eat when you are weak.", "Bring light into the dark."}},
}

local function copy(things)
  local result = {}
  for name, thing in pairs(things) do
    local made = {name = name}
    for k, v in pairs(thing) do made[k] = v end
    result[name] = made
  end
  return result
end
local function new_game(seed)
  return {
    state = "exploring", place = "gate", health = 20, score = 0, moves = 0, seed = seed,
    items = copy(start_items), people = copy(start_people), carried = 0, unlocked = false, opponent = nil, line = 0,
    visited = {},
  }
end
local function random(game, limit)
  game.seed = (game.seed * 16807) % 2147483647
  return game.seed % limit
end
local function has(game, name) return game.items[name].place == "you" end
local function lit(game) return not map[game.place].dark or has(game, "lamp") end
local names = {"apple", "book", "bread", "coin", "crown", "key", "lamp", "stone", "sword"}
local people_names = {"dragon", "ghost", "monk", "troll"}

local function describe(game)
  if not lit(game) then return "It is too dark to see anything." end
  local parts = {map[game.place].text}
  for _, name in ipairs(names) do
    if game.items[name].place == game.place then parts[#parts + 1] = "There is a " .. name .. "." end
  end
  for _, name in ipairs(people_names) do
    if game.people[name].place == game.place then parts[#parts + 1] = "The " .. name .. " is here." end
  end
  return table.concat(parts, " ")
end
local function hurt(game, points)
  game.health = game.health - points
  if game.health <= 0 then
    game.state = "over"
    return " You die."
  end
  return " You have " .. game.health .. " left."
end

local exploring = {
  look = function(game, noun) return describe(game) end,
  inventory = function(game, noun)
    local list = {}
    for _, name in ipairs(names) do
      if has(game, name) then list[#list + 1] = "a " .. name end
    end
    if #list == 0 then return "You carry nothing." end
    return "You carry " .. table.concat(list, ", ") .. "."
  end,
  go = function(game, noun)
    local target = opposite[noun] and map[game.place][noun]
    if target == nil then return "You can not go there." end
    if map[target].locked and not game.unlocked then return "The door is locked." end
    game.place = target
    if not game.visited[target] then
      game.visited[target] = true
      game.score = game.score + 1
    end
    for _, name in ipairs(people_names) do
      local person = game.people[name]
      if person.place == target and person.health and random(game, 3) > 0 then
        game.state, game.opponent = "fighting", person
        return "The " .. name .. " attacks you!"
      end
    end
    return describe(game)
  end,
  take = function(game, noun)
    local item = game.items[noun]
    if item == nil or item.place ~= game.place or not lit(game) then return "There is no " .. noun .. " here." end
    if game.carried + item.weight > 10 then return "The " .. noun .. " is too heavy." end
    item.place = "you"
    game.carried = game.carried + item.weight
    game.score = game.score + (item.value or 0)
    return "Taken: " .. noun .. "."
  end,
  drop = function(game, noun)
    local item = game.items[noun]
    if item == nil or item.place ~= "you" then return "You have no " .. noun .. "." end
    item.place = game.place
    game.carried = game.carried - item.weight
    game.score = game.score - (item.value or 0)
    return "Dropped: " .. noun .. "."
  end,
  eat = function(game, noun)
    local item = game.items[noun]
    if item == nil or item.place ~= "you" then return "You have no " .. noun .. "." end
    if item.food == nil then return "The " .. noun .. " tastes awful." end
    item.place = "nowhere"
    game.carried = game.carried - item.weight
    game.health = math.min(20, game.health + item.food)
    return "That was good. You have " .. game.health .. " now."
  end,
  open = function(game, noun)
    if noun ~= "door" or game.place ~= "hall" then return "You can not open that." end
    if not has(game, "key") then return "You have no key." end
    game.unlocked = true
    return "The door is open."
  end,
  talk = function(game, noun)
    local person = game.people[noun]
    if person == nil or person.place ~= game.place then return "Nobody answers." end
    if person.talk == nil then return "The " .. noun .. " growls." end
    game.state, game.opponent, game.line = "talking", person, 0
    return "You greet the " .. noun .. "."
  end,
  rest = function(game, noun)
    if game.health >= 20 then return "You are not tired." end
    game.health = game.health + 1
    return "You rest a while."
  end,
}
local fighting = {
  attack = function(game, noun)
    local opponent = game.opponent
    opponent.health = opponent.health - (has(game, "sword") and 3 + random(game, 4) or random(game, 3))
    if opponent.health <= 0 then
      opponent.place = "nowhere"
      game.state, game.opponent = "exploring", nil
      game.score = game.score + 10
      return "You defeat the " .. opponent.name .. "!"
    end
    return "You hit the " .. opponent.name .. "." .. hurt(game, random(game, opponent.strength))
  end,
  flee = function(game, noun)
    if random(game, 2) == 0 then return "You stumble." .. hurt(game, 1) end
    for _, way in ipairs({"south", "up", "west", "north"}) do
      local target = map[game.place][way]
      if target then
        game.place, game.state, game.opponent = target, "exploring", nil
        return "You flee " .. way .. "."
      end
    end
    return "There is no way out!"
  end,
}
local talking = {
  ask = function(game, noun)
    local lines = game.opponent.talk
    game.line = game.line % #lines + 1
    return "The " .. game.opponent.name .. " says: " .. lines[game.line]
  end,
  leave = function(game, noun)
    game.state, game.opponent = "exploring", nil
    return "You turn away."
  end,
}
local states = {exploring = exploring, fighting = fighting, talking = talking, over = {}}

local function obey(game, command)
  game.moves = game.moves + 1
  local text = string.lower((string.gsub(command, "^%s*(.-)%s*$", "%1")))
  local verb, rest = string.match(text, "^(%a+)%s*(.*)$")
  if verb == nil then return "What?" end
  local noun = string.match(rest, "(%a+)$") or ""
  verb = short[verb] or verb
  if opposite[verb] then verb, noun = "go", verb end
  noun = short[noun] or noun
  local handler = states[game.state][verb]
  if handler == nil then return "You can not " .. verb .. " now." end
  return handler(game, noun)
end
local sentences = {
  "n", "go north", "S", "east", "go to the west", "w", "down", "u", "  look ", "i", "take the lamp", "take key",
  "Take the sword", "take bread", "eat the bread", "take apple", "eat apple", "take crown", "drop the stone", "take stone",
  "take coin", "take the old book", "drop book", "open the door", "talk to the ghost", "talk to the monk", "ask him",
  "leave", "attack", "attack with sword", "ATTACK", "flee", "rest", "dance", "42", "e", "go up", "d",
}
local function play(seed, turns)
  local game = new_game(seed)
  local ended, check, longest = 0, 0, ""
  for i = 1, turns do
    local command = sentences[random(game, #sentences) + 1]
    local answer = obey(game, command)
    check = (check * 31 + #answer * 7 + answer:byte(-2) + game.score) % 1000000007
    if #answer > #longest then longest = answer end
    if game.state == "over" or game.score > 80 then
      ended = ended + 1
      check = (check + game.score * 13 + game.moves) % 1000000007
      game = new_game(game.seed)
    end
  end
  return check, ended, longest
end
local total, over = 0, 0
for g = 1, games do
  local check, ended, longest = play(g * 101, turns)
  total, over = (total * 31 + check) % 1000000007, over + ended
  if g == 1 then print(longest) end
end
print(string.format("%d\t%d", total, over))

-- dkjson, the fastest of the packaged modules that are Lua alone.
package.path = package.path .. ";/usr/share/lua/5.1/?.lua"
local json = require("dkjson")
local f = io.open(arg[1])
local text = f:read("*a")
f:close()
local start = os.clock()
local rows = json.decode(text)
print("json-decode", os.clock() - start, #rows)
start = os.clock()
local written = json.encode(rows)
print("json-encode", os.clock() - start, #json.decode(written))

-- Scans the codes of a long list in its order, again and again. usage: wrk … -s many.lua URL -- FILE-OF-IDS
-- Each request is put together when it is its turn: a list of hundreds of thousands would take much memory.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "phone.lua")
local before, after = "", ""
ids, position = {}, 0

function init(arguments)
    for id in io.lines(arguments[1]) do
        ids[#ids + 1] = id
    end
    local whole = wrk.format("GET", "/r/@", headers)
    local place = whole:find("@", 1, true)
    before, after = whole:sub(1, place - 1), whole:sub(place + 1)
end

function request()
    position = position + 1
    return before .. ids[(position - 1) % #ids + 1] .. after
end

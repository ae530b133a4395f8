-- Scans every code of a long list once, then rests. usage: wrk -t1 … -s once.lua URL -- FILE-OF-IDS
-- wrk runs for all of its time whatever its threads do, so the time until the last answer is taken here.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "many.lua")
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, microseconds; } moment; int gettimeofday(moment *, void *);")
local threads = {}
began, microseconds = 0, 0

local function now()
    local moment = ffi.new("moment")
    ffi.C.gettimeofday(moment, nil)
    return tonumber(moment.seconds) * 1e6 + tonumber(moment.microseconds)
end

function setup(thread)
    threads[1] = thread
end

local ask = request
function request()
    if position == 0 then
        began = now()
    end
    return ask()
end

function response()
    if position >= #ids then
        wrk.thread:stop()
    end
    microseconds = now() - began
end

local tell = done
function done(summary, latency)
    summary = { requests = summary.requests, duration = threads[1]:get("microseconds"), errors = summary.errors }
    tell(summary, latency)
end

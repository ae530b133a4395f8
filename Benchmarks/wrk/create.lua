-- Makes dynamic codes, each with a destination of its own. usage: wrk … -s create.lua URL -- KEY
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "phone.lua")
local count = 0
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(arguments)
    headers = { ["Authorization"] = "Bearer " .. arguments[1], ["Content-Type"] = "application/json" }
end

function request()
    count = count + 1
    local body = string.format(
        '{"data":"https://www.example.com/campaigns/%d/%d","name":"Poster %d","tags":["spring"]}', number, count, count)
    return wrk.format("POST", "/api/qr/codes", headers, body)
end

-- Scans codes as phones that open a connection for each scan. usage: wrk … -s single.lua URL -- FILE-OF-IDS
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "redirect.lua")
headers["Connection"] = "close"

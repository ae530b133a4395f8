"""The figures as Markdown tables."""

from typing import Any

PAYLOADS = {"url": "URL, 37 bytes, M", "vcard": "vCard, 300 bytes, Q", "text": "text, 2,000 bytes, L"}


def markdown(results: dict[str, Any]) -> str:
    """All that was measured, with the machine and the versions above it."""
    parts = [heading(results)]
    for name, write in {
        "encode": encoding,
        "render": rendering,
        "redirect": redirects,
        "traffic": traffic,
        "ingest": ingest,
        "spike": long_spike,
        "table": cached_codes,
        "analytics": analytics,
        "create": creates,
        "bulk": bulk,
        "zip": zips,
        "start": starts,
    }.items():
        if name in results:
            parts.append(write(results[name]))
    return "\n\n".join(parts) + "\n"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float) -> str:
    """Three or four figures that matter."""
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(figure: dict[str, Any]) -> str:
    """The median and the extremes."""
    return f"{number(figure['median'])} ({number(figure['lowest'])}–{number(figure['highest'])})"


def heading(results: dict[str, Any]) -> str:
    machine, versions = results["machine"], results["versions"]
    memory = machine["memoryMiB"] / 1024
    lines = [
        f"Measured {results['date']} at commit {versions['commit']} on {machine['cpu']}, {machine['cores']} cores, "
        f"{memory:.0f} GiB of memory, {machine['system']}, Linux {machine['kernel']}, {machine['fileSystem']}.",
        ", ".join(f"{name} {version}" for name, version in versions.items() if name != "commit") + ".",
    ]
    if results["quick"]:
        lines.insert(0, "**A quick run, to see whether everything works: the figures mean nothing.**")
    return "\n".join(lines)


def encoding(results: dict[str, Any]) -> str:
    parts = ["### Encoding", "Microseconds a symbol, automatic mask, one core; in brackets the version of the symbol."]
    parts.append(grid(results["figures"], "matrix", lambda f: f"{number(f['microseconds'])} ({f['version']})"))
    parts.append("Microseconds from text to PNG; in brackets the bytes of the file.")
    parts.append(grid(results["figures"], "png", lambda f: f"{number(f['microseconds'])} ({f['bytes']:,})"))
    parts.append("Microseconds from text to SVG; in brackets the bytes of the file.")
    parts.append(grid(results["figures"], "svg", lambda f: f"{number(f['microseconds'])} ({f['bytes']:,})"))
    return "\n\n".join(parts)


def grid(figures: list[dict[str, Any]], job: str, cell: Any) -> str:
    """One row an encoder, one column a payload."""
    chosen = {(f["encoder"], f["payload"]): f for f in figures if f["job"] == job}
    encoders = list(dict.fromkeys(encoder for encoder, _ in chosen))
    rows = [
        [encoder, *(cell(chosen[encoder, name]) if (encoder, name) in chosen else "–" for name in PAYLOADS)]
        for encoder in encoders
    ]
    return table(["encoder", *PAYLOADS.values()], rows)


def rendering(results: dict[str, Any]) -> str:
    styled = {(f["look"], f["format"]): f for f in results["styled"]}
    looks = list(dict.fromkeys(look for look, _ in styled))
    formats = list(dict.fromkeys(format for _, format in styled))
    cells = [
        [look, *(f"{number(f['microseconds'] / 1000)} ({f['bytes']:,})" for f in (styled[look, x] for x in formats))]
        for look in looks
    ]
    writers = list(dict.fromkeys(name for f in results["files"] for name in f["bytes"]))
    sizes = [
        [name, *(f"{f['bytes'][name]:,}" if name in f["bytes"] else "–" for f in results["files"])] for name in writers
    ]
    memory = [
        [f["look"], f"{f['bytes']:,}", number(f["milliseconds"]), number(f["kibibytes"] / 1024)]
        for f in results["memory"]
    ]
    bulk = [
        [f"{f['program']}, {f['codes']:,} codes of {f['pixels']:,} px", number(f["seconds"]), f"{f['bytes']:,}",
         "–" if f["kibibytes"] is None else number(f["kibibytes"] / 1024), f"{f['drawn']:,}"]
        for f in results["bulk"]
    ]  # fmt: skip
    return "\n\n".join(
        [
            "### Pictures",
            "Milliseconds from text to a styled picture of 888 pixels; in brackets the bytes of the file.",
            table(["style", *formats], cells),
            "Bytes of a PNG; in rows with Zopfli, of the same pixels compressed with 200 iterations.",
            table(["writer", *PAYLOADS.values()], sizes),
            "One PNG of 9,000 pixels: what it adds to the resident memory of the process.",
            table(["style", "bytes", "ms", "MiB"], memory),
            "Distinct codes as PNGs on all cores; programs that take long draw fewer, and their time is multiplied.",
            table(["program", "seconds", "bytes", "MiB more", "drawn"], bulk),
        ]
    )


def redirects(results: dict[str, Any]) -> str:
    figures, ratios = results["figures"], results["ratios"]
    columns = {
        "redirects a second": "rate",
        "CPU µs an answer": "cpuOfAnswers",
        "of the process": "cpu",
        "with all ingest": "cpuWithIngest",
        "p50 µs": "p50",
        "p99 µs": "p99",
        "p99.9 µs": "p999",
    }
    rows = [[name, *(spread(figures[name][key]) for key in columns.values())] for name in figures]
    compared = [[name, spread(ratio)] for name, ratio in ratios.items()]
    memory = ", ".join(f"{name} {number(value)} MiB" for name, value in results["memoryMiB"].items())
    return "\n\n".join(
        [
            "### Redirects",
            f"64 keep-alive connections over {results['codes']:,} codes, {results['seconds']} s a run; "
            "median (lowest–highest) of the runs.",
            table(["server", *columns], rows),
            table(["Waymark by its peer, round by round", "ratio"], compared),
            f"Every one of the {results['scansCounted']:,} scans was counted. Resident memory of Waymark: {memory}.",
        ]
    )


def traffic(results: dict[str, Any]) -> str:
    half, spike, cold, zipf = (results[name] for name in ("halfLoad", "spike", "cold", "zipf"))
    proxy = results["throughProxy"]
    percentiles = {"p50 µs": "p50", "p99 µs": "p99", "p99.9 µs": "p999"}
    memory = zipf["memoryMiB"]
    return "\n\n".join(
        [
            "### Traffic",
            "A new connection for each request.",
            compared(results["newConnections"], {"redirects a second": "rate", "CPU µs a redirect": "cpu"}),
            f"Behind nginx as a proxy: {number(proxy['rate'])} redirects a second, {number(proxy['cpu'])} µs of "
            "processor time a redirect for both together.",
            f"Latency at the same {number(half['rate'])} redirects a second, half of what the slower of them answers "
            "to the same load generator.",
            compared(half, percentiles),
            f"Beside {results['idle']['waymark']['connections']:,} connections that rest, at 5,000 redirects a second.",
            table(
                ["server", "still work", "KiB each", *percentiles],
                [
                    [name, f"{found['alive']:,}", number(found["kibibytesEach"])]
                    + [number(found[key]) for key in percentiles.values()]
                    for name, found in results["idle"].items()
                ],
            ),
            f"A spike from a fresh start to full load: {number(spike['steadyRate'])} a second, nine tenths of it after "
            f"{spike['secondsToNineTenths']:.1f} s, {spike['failed']} failed; p99 in the first second "
            f"{number(spike['firstSecond']['p99'])} µs, in the whole run {number(spike['wholeRun']['p99'])} µs.",
            f"Cold codes, each asked for once: {number(cold['rate'])} a second of {cold['codes']:,}, "
            f"{number(cold['cpu'])} µs of processor time each, p99 {number(cold['p99'])} µs.",
            f"Zipf traffic over {zipf['codes']:,} codes: {number(zipf['first']['rate'])} a second at first, "
            f"{number(zipf['second']['rate'])} afterwards; memory {number(memory['before'])} MiB before, "
            f"{number(memory['after'])} MiB after.",
        ]
    )


def ingest(results: dict[str, Any]) -> str:
    rows = [
        [
            f"{name}, {found['codes']:,} codes, {found['scans']:,} scans",
            number(found["rate"]),
            number(min(found["rates"])),
            number(found["bytesEach"]),
        ]
        for name, found in results.items()
    ]
    return "\n\n".join(
        [
            "### Ingest",
            "From the journal into the database, enriched and rolled up, each batch durable.",
            table(["", "scans a second", "slowest million", "bytes a scan on the disk"], rows),
        ]
    )


def long_spike(results: dict[str, Any]) -> str:
    return "\n\n".join(
        [
            "### A spike that the store cannot follow",
            f"{results['seconds']} s at full speed: {number(results['rate'])} redirects a second beside the ingest, "
            f"{number(results['aloneRate'])} without it ({results['kept']:.0%} kept; without it "
            f"{' before and '.join(map(number, results['aloneRates']))} after); {results['answered']:,} scans "
            f"answered, {results['backlog']:,} of them in the journal at the end, all in the database after another "
            f"{number(results['drainSeconds'])} s; none lost.",
        ]
    )


def cached_codes(results: dict[str, Any]) -> str:
    return "\n\n".join(
        [
            "### Codes in memory",
            f"{results['codes']:,} codes in the redirect table take {results['bytesEach']:.0f} bytes each beyond their "
            f"links (resident memory of the process); {results['accounted']:.0f} are accounted for.",
        ]
    )


def compared(results: dict[str, Any], columns: dict[str, str]) -> str:
    """Both servers, and the ratio round by round."""
    rows = [[name, *(spread(found[key]) for key in columns.values())] for name, found in results["figures"].items()]
    rows.append(["Waymark by nginx", *(spread(results["ratios"][key]) for key in columns.values())])
    return table(["server", *columns], rows)


def analytics(results: dict[str, Any]) -> str:
    """Milliseconds of questions beside ingest, and what scans weigh."""
    rows = [
        [
            f"{found['scans']:,}",
            *(f"{number(found[state]['p50'])} / {number(found[state]['p99'])}" for state in ("alone", "beside")),
            f"{found['ingestBeside']:,.0f}",
            number(found["bytesAScan"]),
            f"{found['ingested']:,}",
            f"{found['export']['rows']:,}",
            f"{found['export']['rate']:,.0f}",
            number(found["export"]["memoryMiB"]),
        ]
        for found in results["codes"]
    ]
    heads = ["alone", "beside ingest", "ingested beside, a second", "bytes a scan", "filled, a second"]
    parts = [
        "### Analytics",
        f"`analytics?days={results['days']}` of one code with every breakdown over HTTP, milliseconds (p50 / p99), "
        "alone and while another process ingests scans of the same code as fast as the store takes them; and the "
        "code's scans as CSV.",
        table(["scans", *heads, "CSV lines", "a second", "MiB more"], rows),
    ]
    if len(results["codes"]) > 1:
        parts.append(f"From the fewest scans to the most, the median grows {results['growth']:.2f} times.")
    if results["account"]:
        parts += account_analytics(results["account"], results["days"])
    return "\n\n".join(parts)


def account_analytics(account: dict[str, Any], days: int) -> list[str]:
    """Milliseconds of questions about an account with many codes."""
    questions = {f"{days} days of the account": account["analytics"]}
    questions |= {f"a page of 100 codes, `sort={sort}`": found for sort, found in account["pages"].items()}
    rows = [[name, *(number(found[key]) for key in ("p50", "p99", "highest"))] for name, found in questions.items()]
    return [
        f"An account with {account['codes']:,} codes and {account['scans']:,} scans "
        f"({number(account['bytesAScan'])} bytes each with its code), beside ingest, milliseconds.",
        table(["", "p50", "p99", "highest"], rows),
    ]


def creates(results: dict[str, Any]) -> str:
    figures = results["figures"]
    rows = [
        [name, *(spread(found[key]) if key in found else "–" for key in ("rate", "cpu", "p50", "p99"))]
        for name, found in figures.items()
    ]
    compared = [[name, spread(found)] for name, found in results["ratios"].items()]
    return "\n\n".join(
        [
            "### Creates",
            f"`POST /api/qr/codes` at {results['connections']} connections, durable before it is answered; below it a "
            "lone program that only inserts rows.",
            table(["", "a second", "CPU µs", "p50 µs", "p99 µs"], rows),
            table(["Waymark by", "ratio"], compared),
        ]
    )


def bulk(results: dict[str, Any]) -> str:
    memory, scans = results["memoryMiB"], results["scans"]
    rows = [
        [f"rows a second, of {results['rows']:,} dynamic ones with a picture each", number(results["rowsASecond"])],
        [f"a body of {results['bodyBytes'] / 1e6:.1f} MB durable, s", number(results["durableSeconds"])],
        [f"the result of {results['resultBytes'] / 1e6:.0f} MB fetched, s", number(results["fetchSeconds"])],
        ["resident memory before, MiB", number(memory["before"])],
        ["highest, up to completed, MiB", number(memory["working"])],
        ["highest of all, beside scans too, MiB", number(results["highestMemoryMiB"])],
        ["update-destination of 100 ids, ms", spread(results["operationMilliseconds"])],
    ]
    beside = [
        [name, *(number(found[key]) for key in ("p50", "p99", "p999"))]
        for name, found in (("nothing else to do", scans["idle"]), ("rows being worked off", scans["busy"]))
    ]
    return "\n\n".join(
        [
            "### Bulk",
            table(["", ""], rows),
            f"Scans of other codes at {number(scans['rate'])} a second; p99 beside the work by p99 without it: "
            f"{number(scans['p99Ratio'])}.",
            table(["", "p50 µs", "p99 µs", "p99.9 µs"], beside),
        ]
    )


def zips(results: dict[str, Any]) -> str:
    rows = [
        [
            f"{name}, {when}",
            spread(found[when]["seconds"]),
            spread(found[when]["firstByte"]),
            number(found["peakMiB"]),
            f"{found['bytes']:,}",
        ]
        for name, found in results["figures"].items()
        for when in ("cold", "warm")
    ]
    return "\n\n".join(
        [
            "### ZIP batches",
            f"`POST /api/v1/generate/bulk/` with {results['items']:,} distinct PNGs of 3 inches at 300 dots an inch, "
            "warm the same batch again; a new server for each cold run.",
            table(["", "seconds to the last byte", "to the first byte", "peak MiB", "bytes"], rows),
        ]
    )


def starts(results: dict[str, Any]) -> str:
    rows = [
        ["first start (schema, key), ms", spread(results["firstStartMilliseconds"])],
        ["later start, ms", spread(results["startMilliseconds"])],
        ["resident memory, idle, MiB", number(results["idleMemoryMiB"])],
        ["binary, MiB", number(results["binaryMiB"])],
    ]
    return "\n\n".join(["### Start and memory", table(["", "median (lowest–highest)"], rows)])

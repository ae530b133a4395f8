"""/metrics, read with the parser of Prometheus' own client."""

from collections.abc import Callable

from harness.client import Client
from harness.polling import eventually
from harness.scanning import scan
from harness.server import WaymarkServer
from prometheus_client.parser import text_string_to_metric_families

Metrics = dict[str, float]


def metrics(client: Client) -> Metrics:
    """Every sample by its name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found: Metrics = {}
    for family in text_string_to_metric_families(answer.text):
        assert family.documentation and family.type in ("counter", "gauge"), family
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_every_metric_has_the_prefix_and_no_id_is_a_label(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    id = server.client().create(slug="metric-poster")["id"]
    scan(server.anonymous(), id)
    text = server.anonymous().get("/metrics").text
    found = metrics(server.anonymous())
    assert id not in text
    assert [name for name in found if not name.startswith("waymark_")] == []
    assert found["waymark_build_info{version=0.1.0}"] == 1
    assert found["waymark_process_resident_memory_bytes"] > 1_000_000
    assert server.anonymous().post("/metrics").status_code == 405


def test_redirects_are_counted_by_their_outcome(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api, scanner = server.client(), server.anonymous()
    id = api.create()["id"]
    ruled = api.create(rules=[{"device": "tablet", "destination": "https://example.com/tablet"}])["id"]

    def scan_all() -> Metrics:
        """Three scans of one code, one of another and one of none: what was counted of them."""
        before = metrics(scanner)
        for _ in range(3):
            assert scan(scanner, id).status_code == 302
        assert scan(scanner, ruled).status_code == 302
        assert scan(scanner, "neverMade").status_code == 404
        return {name: value - before.get(name, 0) for name, value in metrics(scanner).items()}

    assert scan_all()["waymark_table_misses_total"] >= 3
    # The change feed takes codes out once more that were made a moment ago; from then on all are at hand.
    more = eventually(
        scan_all, lambda more: more["waymark_table_misses_total"] == 0, within=10, what="no misses", every=0.6
    )
    assert more["waymark_redirects_total{outcome=answered}"] == 4
    assert more["waymark_redirects_total{outcome=refused}"] == 1
    assert more["waymark_redirects_total{outcome=unavailable}"] == 0
    assert more["waymark_table_hits_total"] >= 5

    def scan_and_look() -> Metrics:
        scan_all()
        return metrics(scanner)

    # It may do so once more where the machine is busy.
    found = eventually(
        scan_and_look,
        lambda found: found["waymark_table_entries{kind=code}"] == 2,
        within=10,
        what="both codes",
        every=0.6,
    )
    assert found["waymark_table_entries{kind=unknown}"] == 1
    assert found["waymark_table_bytes"] > 300
    assert found["waymark_scans_unrecorded_total"] == 0
    answered = found["waymark_redirects_total{outcome=answered}"]
    eventually(
        lambda: metrics(scanner),
        lambda found: found["waymark_ingest_scans_total"] == answered and found["waymark_ingest_backlog_scans"] == 0,
        within=5,
        what="all scans in the store",
    )


def test_pictures_and_answers_are_counted(start_server: Callable[..., WaymarkServer]) -> None:
    server = start_server()
    api = server.client()
    id = api.create()["id"]
    for _ in range(2):
        api.image(id)
    api.get("/api/qr/codes/neverMade")
    found = metrics(server.anonymous())
    assert found["waymark_render_cache_hits_total"] >= 1
    assert found["waymark_render_cache_entries"] >= 1
    assert found["waymark_http_responses_total{status=4xx}"] >= 1
    assert found["waymark_http_responses_total{status=2xx}"] >= 3
    assert found["waymark_http_store_errors_total"] == 0

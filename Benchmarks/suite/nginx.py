"""The peer of the redirects: nginx with a map of the same ids, `return 302`, and an access log; also as a proxy."""

import socket
import subprocess
import time
from pathlib import Path

from harness.ports import free_port

CONFIGURATION = """
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
worker_rlimit_nofile 19000;
events {{ worker_connections 18000; }}
http {{
    # What a scan record of Waymark holds, but for the country and the visitor.
    log_format scan '$msec $request_method $uri $status "$http_user_agent" "$http_referer" "$http_accept_language"';
    access_log {log};
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    # Waymark sets no limit on the requests of a connection either.
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
{rules}
}}
"""

REDIRECTING = """
    map_hash_max_size 65536;
    map_hash_bucket_size 128;
    map $uri $destination { include {folder}/codes.map; }
    server {
        listen 127.0.0.1:{port} backlog=16384;
        location /r/ {
            if ($destination = "") { return 404; }
            add_header Cache-Control no-store;
            add_header Referrer-Policy strict-origin-when-cross-origin;
            return 302 $destination;
        }
    }
"""

PROXYING = """
    upstream waymark { server {upstream}; keepalive 64; keepalive_requests 1000000000; }
    server {
        listen 127.0.0.1:{port} backlog=16384;
        location / {
            proxy_pass http://waymark;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
        }
    }
"""


class Nginx:
    """A running nginx of our own, in a folder of its own."""

    def __init__(self, folder: Path, rules: str, logs: bool) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "access.log" if logs else None
        configuration = folder / "nginx.conf"
        log = f"{self.log} scan" if self.log else "off"
        rules = rules.replace("{folder}", str(folder)).replace("{port}", str(self.port))
        configuration.write_text(CONFIGURATION.format(folder=folder, log=log, rules=rules))
        command = ["nginx", "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
        self.process = subprocess.Popen(command)
        self.wait_until_ready()

    @classmethod
    def redirecting(cls, folder: Path, codes: dict[str, str], logs: bool) -> "Nginx":
        """Answers the codes by a map."""
        folder.mkdir(parents=True)
        lines = [f'/r/{id} "{destination}";\n' for id, destination in codes.items()]
        (folder / "codes.map").write_text("".join(lines))
        return cls(folder, REDIRECTING, logs)

    @classmethod
    def proxying(cls, folder: Path, port: int) -> "Nginx":
        """Passes everything to a server on this machine, over connections that are kept."""
        folder.mkdir(parents=True)
        return cls(folder, PROXYING.replace("{upstream}", f"127.0.0.1:{port}"), logs=False)

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_until_ready(self) -> None:
        for _ in range(500):
            assert self.process.poll() is None, "nginx did not start"
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("nginx does not listen")

    def settle(self) -> int:
        """Returns how many lines were logged since the last time, and empties the log."""
        if self.log is None:
            return 0
        count = self.log.read_bytes().count(b"\n")
        # nginx appends, so that it goes on at the new beginning.
        self.log.write_bytes(b"")
        return count

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

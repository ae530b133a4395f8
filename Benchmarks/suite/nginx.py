"""The peer of the redirects: nginx with a map of the same ids, `return 302`, and an access log."""

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
events {{ worker_connections 1024; }}
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
    map_hash_max_size 65536;
    map_hash_bucket_size 128;
    map $uri $destination {{ include {folder}/codes.map; }}
    server {{
        listen 127.0.0.1:{port};
        location /r/ {{
            if ($destination = "") {{ return 404; }}
            add_header Cache-Control no-store;
            add_header Referrer-Policy strict-origin-when-cross-origin;
            return 302 $destination;
        }}
    }}
}}
"""


class Nginx:
    """A running nginx of our own, in a folder of its own."""

    def __init__(self, folder: Path, codes: dict[str, str], logs: bool) -> None:
        folder.mkdir(parents=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "access.log" if logs else None
        lines = [f'/r/{id} "{destination}";\n' for id, destination in codes.items()]
        (folder / "codes.map").write_text("".join(lines))
        configuration = folder / "nginx.conf"
        log = f"{self.log} scan" if self.log else "off"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=self.port, log=log))
        command = ["nginx", "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
        self.process = subprocess.Popen(command)
        self.wait_until_ready()

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

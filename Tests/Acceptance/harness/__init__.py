"""What the acceptance tests drive Waymark with: a process, a client, raw sockets and independent decoders."""

// SPDX-License-Identifier: Apache-2.0
// What Linux has for sockets beyond POSIX, and Swift's Glibc module does not bring.
#pragma once
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// Declared by <sys/socket.h> under _GNU_SOURCE alone.
extern int accept4(int, struct sockaddr *, socklen_t *, int);

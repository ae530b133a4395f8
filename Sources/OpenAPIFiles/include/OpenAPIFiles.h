// SPDX-License-Identifier: Apache-2.0
// The description of the HTTP interface, OpenAPI 3.1: a file for what all dialects share, and one for each of them. A part of
// the program, so that no file can be missing.
#pragma once

/// How many files there are.
unsigned int openAPIFileCount(void);

/// The bytes of a file, by its place; they live as long as the program.
const unsigned char *openAPIFileBytes(unsigned int index);

/// How many bytes the file has.
unsigned int openAPIFileLength(unsigned int index);

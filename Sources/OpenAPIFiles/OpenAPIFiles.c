// SPDX-License-Identifier: Apache-2.0
#include "OpenAPIFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char general[] = {
#embed "general.json"
};

static const unsigned char native[] = {
#embed "native.json"
};

static const unsigned char exaroutes[] = {
#embed "exaroutes.json"
};

static const unsigned char qrstudio[] = {
#embed "qrstudio.json"
};

static const unsigned char qrius[] = {
#embed "qrius.json"
};

static const unsigned char operations[] = {
#embed "operations.json"
};

static const struct {
    const unsigned char *bytes;
    unsigned int length;
} files[] = {
    {general, sizeof general},   {native, sizeof native}, {exaroutes, sizeof exaroutes},
    {qrstudio, sizeof qrstudio}, {qrius, sizeof qrius},   {operations, sizeof operations},
};

unsigned int openAPIFileCount(void) { return sizeof files / sizeof *files; }

const unsigned char *openAPIFileBytes(unsigned int index) { return files[index].bytes; }

unsigned int openAPIFileLength(unsigned int index) { return files[index].length; }

// SPDX-License-Identifier: Apache-2.0
#include "LabelFont.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// A literal of 700,000 numbers would take the Swift compiler minutes; #embed (C23, 6.10.4) takes no time.
static const unsigned char font[] = {
#embed "DejaVuSans-Bold.ttf"
};

const unsigned char *labelFontBytes(void) { return font; }

unsigned int labelFontLength(void) { return sizeof font; }

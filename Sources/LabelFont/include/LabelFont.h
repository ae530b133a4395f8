// SPDX-License-Identifier: Apache-2.0
// The font of labels and captions, DejaVu Sans Bold: a part of the program, so that no file can be missing.
#pragma once

/// The bytes of the TrueType file; they live as long as the program.
const unsigned char *labelFontBytes(void);

/// How many bytes the file has.
unsigned int labelFontLength(void);

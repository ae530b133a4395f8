// SPDX-License-Identifier: Apache-2.0
// The rules by which user agents are read, regexes.yaml of uap-core 0.16, unchanged: a part of the program, so that no file
// can be missing.
#pragma once

/// The bytes of the YAML file; they live as long as the program.
const unsigned char *userAgentRuleBytes(void);

/// How many bytes the file has.
unsigned int userAgentRuleLength(void);

// SPDX-License-Identifier: Apache-2.0
#include "UserAgentRuleFile.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char rules[] = {
#embed "regexes.yaml"
};

const unsigned char *userAgentRuleBytes(void) { return rules; }

unsigned int userAgentRuleLength(void) { return sizeof rules; }

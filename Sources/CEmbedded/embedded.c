// The files of rules/ and reports/ as part of the program. A new file there is three lines here and one in
// the table; a test walks rules/ and names what is missing.

#include "cembedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char rules_core_pack[] = {
#embed "../../rules/core/pack.yaml"
};
static const unsigned char rules_core_https[] = {
#embed "../../rules/core/https.yaml"
};

#define FILE_AT(path, bytes) {path, bytes, sizeof bytes}

static const cembedded_file files[] = {
    FILE_AT("rules/core/pack.yaml", rules_core_pack),
    FILE_AT("rules/core/https.yaml", rules_core_https),
};

const cembedded_file *const cembedded_files = files;
const size_t cembedded_count = sizeof files / sizeof files[0];

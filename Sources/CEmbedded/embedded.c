// The files of rules/ and reports/ as part of the program. A new file there is three lines here and one in
// the table; a test walks rules/ and names what is missing.

#include "cembedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char rules_core_pack[] = {
#embed "../../rules/core/pack.yaml"
};
static const unsigned char rules_core_api[] = {
#embed "../../rules/core/api.yaml"
};
static const unsigned char rules_core_button[] = {
#embed "../../rules/core/button.yaml"
};
static const unsigned char rules_core_cors[] = {
#embed "../../rules/core/cors.yaml"
};
static const unsigned char rules_core_golive[] = {
#embed "../../rules/core/golive.yaml"
};
static const unsigned char rules_core_https[] = {
#embed "../../rules/core/https.yaml"
};
static const unsigned char rules_core_hygiene[] = {
#embed "../../rules/core/hygiene.yaml"
};
static const unsigned char rules_core_ipn[] = {
#embed "../../rules/core/ipn.yaml"
};
static const unsigned char rules_core_platform[] = {
#embed "../../rules/core/platform.yaml"
};
static const unsigned char rules_core_policy[] = {
#embed "../../rules/core/policy.yaml"
};
static const unsigned char rules_core_tls[] = {
#embed "../../rules/core/tls.yaml"
};
static const unsigned char rules_core_data_barriers[] = {
#embed "../../rules/core/data/barriers.yaml"
};
static const unsigned char rules_core_data_banners[] = {
#embed "../../rules/core/data/banners.yaml"
};
static const unsigned char rules_core_data_headless[] = {
#embed "../../rules/core/data/headless.yaml"
};
static const unsigned char rules_core_data_pages[] = {
#embed "../../rules/core/data/pages.yaml"
};
static const unsigned char rules_core_data_placeholders[] = {
#embed "../../rules/core/data/placeholders.yaml"
};
static const unsigned char rules_core_data_platforms[] = {
#embed "../../rules/core/data/platforms.yaml"
};
static const unsigned char rules_core_data_public_suffixes[] = {
#embed "../../rules/core/data/public-suffixes.yaml"
};
static const unsigned char rules_core_data_sdks[] = {
#embed "../../rules/core/data/sdks.yaml"
};
static const unsigned char rules_core_data_versions[] = {
#embed "../../rules/core/data/versions.yaml"
};
static const unsigned char rules_core_data_session_cookies[] = {
#embed "../../rules/core/data/session-cookies.yaml"
};
static const unsigned char rules_core_languages_de[] = {
#embed "../../rules/core/languages/de.yaml"
};
static const unsigned char reports_page_style[] = {
#embed "../../reports/page/report.css"
};
static const unsigned char reports_page_script[] = {
#embed "../../reports/page/report.js"
};

#define FILE_AT(path, bytes) {path, bytes, sizeof bytes}

static const cembedded_file files[] = {
    FILE_AT("rules/core/pack.yaml", rules_core_pack),
    FILE_AT("rules/core/api.yaml", rules_core_api),
    FILE_AT("rules/core/button.yaml", rules_core_button),
    FILE_AT("rules/core/cors.yaml", rules_core_cors),
    FILE_AT("rules/core/golive.yaml", rules_core_golive),
    FILE_AT("rules/core/https.yaml", rules_core_https),
    FILE_AT("rules/core/hygiene.yaml", rules_core_hygiene),
    FILE_AT("rules/core/ipn.yaml", rules_core_ipn),
    FILE_AT("rules/core/platform.yaml", rules_core_platform),
    FILE_AT("rules/core/policy.yaml", rules_core_policy),
    FILE_AT("rules/core/tls.yaml", rules_core_tls),
    FILE_AT("rules/core/data/barriers.yaml", rules_core_data_barriers),
    FILE_AT("rules/core/data/banners.yaml", rules_core_data_banners),
    FILE_AT("rules/core/data/headless.yaml", rules_core_data_headless),
    FILE_AT("rules/core/data/pages.yaml", rules_core_data_pages),
    FILE_AT("rules/core/data/placeholders.yaml", rules_core_data_placeholders),
    FILE_AT("rules/core/data/platforms.yaml", rules_core_data_platforms),
    FILE_AT("rules/core/data/public-suffixes.yaml", rules_core_data_public_suffixes),
    FILE_AT("rules/core/data/sdks.yaml", rules_core_data_sdks),
    FILE_AT("rules/core/data/versions.yaml", rules_core_data_versions),
    FILE_AT("rules/core/data/session-cookies.yaml", rules_core_data_session_cookies),
    FILE_AT("rules/core/languages/de.yaml", rules_core_languages_de),
    FILE_AT("reports/page/report.css", reports_page_style),
    FILE_AT("reports/page/report.js", reports_page_script),
};

const cembedded_file *const cembedded_files = files;
const size_t cembedded_count = sizeof files / sizeof files[0];

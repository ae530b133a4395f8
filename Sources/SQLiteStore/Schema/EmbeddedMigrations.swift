// SPDX-License-Identifier: Apache-2.0

import Store

/// The files of `migrations/sqlite`, embedded when the program is built.
///
/// A new file gets a line here; a test compares. The package manager makes an identifier of a file's name: its first
/// digit becomes an underscore.
enum EmbeddedMigrations {
    private static let files: [(name: String, bytes: [UInt8])] = [
        ("0001_accounts.sql", PackageResources._001_accounts_sql),
        ("0002_codes.sql", PackageResources._002_codes_sql),
        ("0003_scans.sql", PackageResources._003_scans_sql),
        ("0004_heartbeat.sql", PackageResources._004_heartbeat_sql),
        ("0005_scan_details.sql", PackageResources._005_scan_details_sql),
        ("0006_pictures.sql", PackageResources._006_pictures_sql),
        ("0007_rules.sql", PackageResources._007_rules_sql),
        ("0008_scan_rollups.sql", PackageResources._008_scan_rollups_sql),
        ("0011_bulk_jobs.sql", PackageResources._011_bulk_jobs_sql),
        ("0015_usage.sql", PackageResources._015_usage_sql),
        ("0018_webhooks.sql", PackageResources._018_webhooks_sql),
        ("0023_repeated_requests.sql", PackageResources._023_repeated_requests_sql),
        ("0026_quota_thresholds.sql", PackageResources._026_quota_thresholds_sql),
        ("0027_scan_retention.sql", PackageResources._027_scan_retention_sql),
        ("0028_account_erasure.sql", PackageResources._028_account_erasure_sql),
        ("0029_begun_batches.sql", PackageResources._029_begun_batches_sql),
        ("0030_scan_kinds.sql", PackageResources._030_scan_kinds_sql),
        ("0031_locked_codes.sql", PackageResources._031_locked_codes_sql),
        ("0032_code_leads.sql", PackageResources._032_code_leads_sql),
        ("0033_value_additions.sql", PackageResources._033_value_additions_sql),
    ]

    /// All migrations in the order of their numbers.
    static let all: [Migration] = files.compactMap { file in
        Migration(file: file.name, sql: String(decoding: file.bytes, as: UTF8.self))
    }
}

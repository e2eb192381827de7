// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "PayReady",
  products: [
    .library(name: "PayReady", targets: ["Auditing"]),
    .executable(name: "payready", targets: ["payready"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // C: one purpose each.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CEmbedded"),

    // The rooms, left to right.
    .target(name: "Model"),
    .target(name: "Reading", dependencies: ["Model", "COpenSSL"]),
    .target(
      name: "Fetching",
      dependencies: [
        "Model", "Reading", "CCurl", "COpenSSL", .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(name: "Probing", dependencies: ["Model", "Fetching", "Reading"]),
    .target(name: "Judging", dependencies: ["Model", "CRE2", "CEmbedded", "Yams"]),
    .target(name: "Reporting", dependencies: ["Model", "CEmbedded"]),
    .target(name: "Auditing", dependencies: ["Model", "Probing", "Judging", "Reporting"]),
    .target(name: "DemoShop", dependencies: ["Model", "COpenSSL"]),
    .executableTarget(
      name: "payready",
      dependencies: [
        "Model", "Auditing", "Judging", "Reporting", "DemoShop",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/PayReadyCommand"
    ),

    // Tests: one folder a target.
    .target(name: "TestSupport", dependencies: ["Model", "Reading"], path: "Tests/TestSupport"),
    .testTarget(name: "ModelTests", dependencies: ["Model", "TestSupport"]),
    .testTarget(
      name: "ReadingTests",
      dependencies: ["Model", "Reading", "TestSupport"],
      exclude: ["Policy/policies.table", "Corpus"]
    ),
    .testTarget(
      name: "FetchingTests",
      dependencies: ["Model", "Fetching", "Reading", "DemoShop", "TestSupport"]
    ),
    .testTarget(
      name: "ProbingTests",
      dependencies: ["Model", "Probing", "Judging", "Fetching", "Reading", "DemoShop", "TestSupport"]
    ),
    .testTarget(name: "JudgingTests", dependencies: ["Model", "Judging", "Probing", "TestSupport"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Model", "Reporting", "TestSupport"],
      exclude: ["Goldens"]
    ),
    .testTarget(name: "DemoShopTests", dependencies: ["Model", "DemoShop", "TestSupport"]),
    .testTarget(
      name: "AuditingTests",
      dependencies: ["Model", "Auditing", "Probing", "Judging", "Reporting", "DemoShop", "TestSupport"]
    ),
    .testTarget(
      name: "PayReadyCommandTests",
      dependencies: ["Model", "DemoShop", "TestSupport", "payready"]
    ),
  ],
  cLanguageStandard: .gnu2x,
  cxxLanguageStandard: .cxx17
)

// One strictness for every Swift target, so that none can be laxer.
for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
  ]
}

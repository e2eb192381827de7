// swift-tools-version: 6.2
import PackageDescription

// Nested, so that nothing of it is in the product. It measures the program as it is shipped, from outside; reading alone
// it measures in its own process, so that the floor is of the same run (the links in Sources lead to the rooms it needs).
let package = Package(
  name: "Benchmarks",
  targets: [
    .target(name: "CBench", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(name: "Model"),
    .target(name: "Reading", dependencies: ["Model", "COpenSSL"]),
    .executableTarget(name: "Benchmarks", dependencies: ["CBench", "Reading"]),
  ],
  cLanguageStandard: .gnu2x
)

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

// swift-tools-version: 6.2
import PackageDescription

// Nested, so that nothing of it is in the product. It measures the program as it is shipped, from outside.
let package = Package(
  name: "Benchmarks",
  targets: [
    .target(name: "CBench", linkerSettings: [.linkedLibrary("curl")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["CBench"],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
      ]
    ),
  ],
  cLanguageStandard: .gnu2x
)

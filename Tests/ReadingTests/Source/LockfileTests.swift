import Reading
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Lockfiles` {
  static let wanted: Set = [
    "amzn/amazon-pay-api-sdk-php", "@amazonpay/amazon-pay-api-sdk-nodejs",
    "software.amazon.pay:amazon-pay-api-sdk-java", "Amazon.Pay.API.SDK",
  ]

  struct Row: CustomTestStringConvertible {
    let what: String
    let kind: LockfileKind
    let text: String
    /// The versions that are found; `?` where the file leaves one open.
    let versions: [String]
    var targets: [Lockfile.Target] = []
    var testDescription: String { "\(kind.rawValue): \(what)" }
  }

  static let rows: [Row] = [
    Row(
      what: "packages and platform",
      kind: .composer,
      text:
        #"{"packages":[{"name":"a/b","version":"1"},{"name":"amzn/amazon-pay-api-sdk-php","version":"v2.7.2"}],"platform":{"php":"^7.4 || ^8.0"}}"#,
      versions: ["2.7.2"],
      targets: [Lockfile.Target(.php, "7.4")]
    ),
    Row(
      what: "for development, and a branch",
      kind: .composer,
      text:
        #"{"packages":[],"packages-dev":[{"name":"Amzn/Amazon-Pay-API-SDK-PHP","version":"dev-master"}],"platform":[],"platform-overrides":{"php":"8.2.1"}}"#,
      versions: ["dev-master"],
      targets: [Lockfile.Target(.php, "8.2.1")]
    ),
    Row(what: "nothing of ours", kind: .composer, text: #"{"packages":[]}"#, versions: []),
    Row(
      what: "version 3, two copies and an alias",
      kind: .npm,
      text:
        #"{"lockfileVersion":3,"packages":{"":{"engines":{"node":">=18"}},"node_modules/@amazonpay/amazon-pay-api-sdk-nodejs":{"version":"2.3.3"},"node_modules/x/node_modules/@amazonpay/amazon-pay-api-sdk-nodejs":{"version":"2.2.0"},"node_modules/z":{"name":"@amazonpay/amazon-pay-api-sdk-nodejs","version":"2.1.4"}}}"#,
      versions: ["2.3.3", "2.2.0", "2.1.4"],
      targets: [Lockfile.Target(.node, "18")]
    ),
    Row(
      what: "version 1, nested",
      kind: .npm,
      text:
        #"{"lockfileVersion":1,"dependencies":{"x":{"version":"1","dependencies":{"@amazonpay/amazon-pay-api-sdk-nodejs":{"version":"2.2.0"}}}}}"#,
      versions: ["2.2.0"]
    ),
    Row(what: "empty", kind: .npm, text: #"{"lockfileVersion":3}"#, versions: []),
    Row(
      what: "version 5",
      kind: .pnpm,
      text:
        "lockfileVersion: 5.4\n\npackages:\n\n  /@amazonpay/amazon-pay-api-sdk-nodejs/2.3.1_axios@1.0.0:\n    resolution: {integrity: x}\n",
      versions: ["2.3.1"]
    ),
    Row(
      what: "version 6",
      kind: .pnpm,
      text:
        "lockfileVersion: '6.0'\npackages:\n  /@amazonpay/amazon-pay-api-sdk-nodejs@2.3.2(axios@1.0.0):\n    dev: false\n  /left-pad@1.3.0:\n",
      versions: ["2.3.2"]
    ),
    Row(
      what: "version 9, listed twice",
      kind: .pnpm,
      text:
        "lockfileVersion: '9.0'\r\npackages:\r\n  '@amazonpay/amazon-pay-api-sdk-nodejs@2.3.3':\r\n    engines: {node: '>=8'}\r\nsnapshots:\r\n  '@amazonpay/amazon-pay-api-sdk-nodejs@2.3.3': {}\r\n",
      versions: ["2.3.3"]
    ),
    Row(
      what: "version 1",
      kind: .yarn,
      text:
        "# yarn lockfile v1\n\n\n\"@amazonpay/amazon-pay-api-sdk-nodejs@^2.1.0\", \"@amazonpay/amazon-pay-api-sdk-nodejs@^2.3.0\":\n  version \"2.3.3\"\n  resolved \"x\"\nleft-pad@1:\n  version \"1.3.0\"\n",
      versions: ["2.3.3"]
    ),
    Row(
      what: "berry, with an alias",
      kind: .yarn,
      text:
        "__metadata:\n  version: 8\n\n\"@amazonpay/amazon-pay-api-sdk-nodejs@npm:^2.3.0\":\n  version: 2.3.0\n\n\"pay@npm:@amazonpay/amazon-pay-api-sdk-nodejs@2.2.0\":\n  version: 2.2.0\n",
      versions: ["2.3.0", "2.2.0"]
    ),
    Row(
      what: "a property and a compiler",
      kind: .maven,
      text:
        "<?xml version=\"1.0\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><properties><pay>2.6.7</pay><maven.compiler.source>1.6</maven.compiler.source></properties><dependencies><dependency><groupId>software.amazon.pay</groupId><artifactId>amazon-pay-api-sdk-java</artifactId><version>${pay}</version></dependency></dependencies></project>",
      versions: ["2.6.7"],
      targets: [Lockfile.Target(.java, "6")]
    ),
    Row(
      what: "managed elsewhere in the file",
      kind: .maven,
      text:
        "<project><dependencyManagement><dependencies><dependency><groupId>software.amazon.pay</groupId><artifactId>amazon-pay-api-sdk-java</artifactId><version>2.5.0</version></dependency></dependencies></dependencyManagement><dependencies><dependency><groupId>software.amazon.pay</groupId><artifactId>amazon-pay-api-sdk-java</artifactId></dependency></dependencies></project>",
      versions: ["2.5.0"]
    ),
    Row(
      what: "left to a parent, and a property in a circle",
      kind: .maven,
      text:
        "<project><properties><a>${b}</a><b>${a}</b></properties><dependencies><dependency><groupId>software.amazon.pay</groupId><artifactId>amazon-pay-api-sdk-java</artifactId><version>${a}</version></dependency></dependencies></project>",
      versions: ["?"]
    ),
    Row(
      what: "a line an artifact",
      kind: .gradle,
      text:
        "# This is a Gradle generated file for dependency locking.\ncom.google:gson:2.1=compileClasspath\nsoftware.amazon.pay:amazon-pay-api-sdk-java:2.6.7=compileClasspath,runtimeClasspath\nempty=annotationProcessor\n",
      versions: ["2.6.7"]
    ),
    Row(
      what: "by framework",
      kind: .nugetLock,
      text:
        #"{"version":1,"dependencies":{"net6.0":{"Amazon.Pay.API.SDK":{"type":"Direct","resolved":"2.7.3"}},".NETFramework,Version=v4.5":{"amazon.pay.api.sdk":{"resolved":"2.5.0"}}}}"#,
      versions: ["2.5.0", "2.7.3"],
      targets: [Lockfile.Target(.dotnetFramework, "4.5"), Lockfile.Target(.dotnet, "6.0")]
    ),
    Row(
      what: "an attribute",
      kind: .nugetProject,
      text:
        "\u{FEFF}<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net48;netstandard2.0;netcoreapp3.1</TargetFrameworks></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Pay.API.SDK\" Version=\"2.7.*\" /></ItemGroup></Project>",
      versions: ["2.7"],
      targets: [
        Lockfile.Target(.dotnetFramework, "4.8"), Lockfile.Target(.dotnetStandard, "2.0"),
        Lockfile.Target(.dotnet, "3.1"),
      ]
    ),
    Row(
      what: "an element, an old framework",
      kind: .nugetProject,
      text:
        "<Project ToolsVersion='4.0' xmlns='http://schemas.microsoft.com/developer/msbuild/2003'><PropertyGroup><TargetFrameworkVersion>v3.5</TargetFrameworkVersion></PropertyGroup><ItemGroup><PackageReference Include='amazon.pay.api.sdk'><Version>[2.7.3]</Version></PackageReference></ItemGroup></Project>",
      versions: ["2.7.3"],
      targets: [Lockfile.Target(.dotnetFramework, "3.5")]
    ),
    Row(
      what: "a property of MSBuild",
      kind: .nugetProject,
      text:
        "<Project><ItemGroup><PackageReference Include=\"Amazon.Pay.API.SDK\" Version=\"$(PayVersion)\"/></ItemGroup></Project>",
      versions: ["?"]
    ),
    Row(
      what: "the older way",
      kind: .nugetConfig,
      text:
        "<packages><package id=\"Amazon.Pay.API.SDK\" version=\"2.5.0\" targetFramework=\"net45\" /></packages>",
      versions: ["2.5.0"],
      targets: [Lockfile.Target(.dotnetFramework, "4.5")]
    ),
  ]

  @Test(arguments: rows) func `a lockfile tells the versions of Amazon's SDKs`(_ row: Row) throws {
    let file = try Lockfile.read(Array(row.text.utf8), as: row.kind, wanted: Self.wanted)
    #expect(file.packages.map { $0.version ?? "?" } == row.versions)
    #expect(file.targets == row.targets)
  }

  static let malformed: [(LockfileKind, String)] = [
    (.composer, ""), (.composer, "{"), (.composer, "[]"), (.composer, "{}"), (.composer, #"{"packages":{}}"#),
    (.composer, "<<<<<<< HEAD\n{}"), (.composer, String(repeating: "[", count: 100_000)),
    (.npm, "not json"), (.npm, "{}"), (.npm, #"{"packages":["#), (.npm, "\"text\""),
    (.pnpm, ""), (.pnpm, "packages:\n  /a@1:\n"), (.pnpm, "lockfileVersion: 9\npackages:\n  nothing\n"),
    (.pnpm, "lockfileVersion: 9\n<<<<<<< HEAD\npackages:\n"),
    (.yarn, ""), (.yarn, "a@1:\n  version \"1\"\n"), (.yarn, "# yarn lockfile v1\n\nmissing colon\n"),
    (.yarn, "# yarn lockfile v1\n\"@amazonpay/amazon-pay-api-sdk-nodejs@1\":\n  version \"\"\n"),
    (.yarn, "# yarn lockfile v1\n<<<<<<< ours\n"),
    (.maven, ""), (.maven, "<project>"), (.maven, "<html></html>"), (.maven, "<project></dependency>"),
    (.maven, "<!DOCTYPE project [<!ENTITY a \"b\">]><project>&a;</project>"),
    (.maven, "<project>&a;</project>"),
    (.maven, "<project/><project/>"), (.maven, String(repeating: "<a>", count: 1000)), (.maven, "text"),
    (.gradle, "software.amazon.pay:amazon-pay-api-sdk-java:2.6.7"), (.gradle, "<<<<<<< HEAD"),
    (.gradle, "a:b=c"), (.nugetLock, "{}"), (.nugetLock, "{"), (.nugetProject, "<Project"),
    (.nugetProject, "<packages/>"), (.nugetProject, "<Project a=b></Project>"), (.nugetConfig, "<Project/>"),
    (.nugetConfig, "<packages><package id='x></packages>"),
  ]

  @Test(arguments: malformed) func `a damaged lockfile is refused, not read as empty`(
    kind: LockfileKind,
    text: String
  ) {
    #expect(throws: LockfileProblem.self) {
      try Lockfile.read(Array(text.utf8), as: kind, wanted: Self.wanted)
    }
  }

  @Test(arguments: LockfileKind.allCases) func `any bytes end in an answer or a refusal`(_ kind: LockfileKind)
  {
    var seeded = SeededGenerator(7)
    let good = Self.rows.filter { $0.kind == kind }.map { Array($0.text.utf8) }
    for round in 0..<400 {
      var bytes = good[round % good.count]
      for _ in 0..<(1 + round % 5) where !bytes.isEmpty {
        let place = Int(seeded.next() % UInt64(bytes.count))
        if round % 3 == 0 {
          bytes.remove(at: place)
        } else {
          bytes[place] = UInt8(truncatingIfNeeded: seeded.next())
        }
      }
      _ = try? Lockfile.read(bytes, as: kind, wanted: Self.wanted)
    }
  }

  @Test func `a huge file is read in linear time`() {
    func blanks(_ size: Int) -> [UInt8] {
      Array(String(repeating: "<a b='c'>&lt;", count: 100).utf8) + [UInt8](repeating: 0x20, count: size)
    }
    #expect(
      growth(from: 1 << 15) { _ = try? Lockfile.read(blanks($0), as: .maven, wanted: Self.wanted) }
        < linearGrowth
    )
    for kind in [LockfileKind.yarn, .pnpm, .gradle] {
      let work = { (size: Int) in
        let lines = String(repeating: "a:b:c=d:\n", count: size / 9)
        _ = try? Lockfile.read(Array(lines.utf8), as: kind, wanted: Self.wanted)
      }
      #expect(growth(from: 1 << 15, work) < linearGrowth, "\(kind.rawValue)")
    }
  }

  @Test func `versions are compared number by number`() {
    let ordered = ["1", "1.0.1", "1.2", "1.10", "2.0.0-beta", "v2.0.1", "10"].compactMap { DottedVersion($0) }
    #expect(ordered.count == 7 && ordered == ordered.sorted())
    #expect(DottedVersion("2.0") == DottedVersion("2"))
    for text in ["", "dev-master", "v", "1.2.3.4.5.6.7.8.9", ".5"] {
      #expect(DottedVersion(text) == nil, "\(text)")
    }
    #expect(DottedVersion("99999999999999999999") == nil)
  }
}

@Suite struct `Code that talks to Amazon` {
  struct Row: CustomTestStringConvertible {
    let name: String
    let text: String
    let mistakes: [CodeMistake]
    var testDescription: String { "\(name): \(text.prefix(60))" }
  }

  static let rows: [Row] = [
    Row(
      name: "a.js",
      text: "process.env.NODE_TLS_REJECT_UNAUTHORIZED = 0",
      mistakes: [.certificatesUnchecked]
    ),
    Row(
      name: "a.ts",
      text: "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';",
      mistakes: [.certificatesUnchecked]
    ),
    Row(name: ".env", text: "A=1\nNODE_TLS_REJECT_UNAUTHORIZED=0\n", mistakes: [.certificatesUnchecked]),
    Row(name: "x.yml", text: "  NODE_TLS_REJECT_UNAUTHORIZED: \"0\"", mistakes: [.certificatesUnchecked]),
    Row(
      name: "package.json",
      text: #""scripts":{"start":"NODE_TLS_REJECT_UNAUTHORIZED=0 node ."}"#,
      mistakes: [.certificatesUnchecked]
    ),
    Row(name: "a.js", text: "if (process.env.NODE_TLS_REJECT_UNAUTHORIZED == 0) { warn() }", mistakes: []),
    Row(name: "a.js", text: "process.env.NODE_TLS_REJECT_UNAUTHORIZED = 1", mistakes: []),
    Row(name: "a.js", text: "  // NODE_TLS_REJECT_UNAUTHORIZED = 0", mistakes: []),
    Row(name: "a.sh", text: "# NODE_TLS_REJECT_UNAUTHORIZED=0", mistakes: []),
    Row(name: "a.js", text: "const c = { overrideServiceUrl: 'pay.test' }", mistakes: [.overrideServiceURL]),
    Row(name: "a.js", text: "const c = { overrideServiceUrl: '' }", mistakes: []),
    Row(name: "a.js", text: "const c = { overrideServiceUrl: undefined }", mistakes: []),
    Row(name: "a.php", text: "<?php\n$c = ['override_service_url' => 'x'];", mistakes: []),
    Row(
      name: "a.php",
      text: "<?php\n$c = ['mws_secret_key' => 'abc'];\nnew Amazon\\Pay\\API\\Client($c);",
      mistakes: [.mwsKeys]
    ),
    Row(
      name: "a.js",
      text: "const t = 'amzn.mws.0-1-2';\nrequire('@amazonpay/amazon-pay-api-sdk-nodejs')",
      mistakes: [.mwsKeys]
    ),
    Row(name: "legacy.php", text: "<?php $c = ['mws_secret_key' => 'abc'];", mistakes: []),
    Row(name: "a.php", text: "<?php // Amazon\\Pay\\API\n$c = ['mws_secret_key' => ''];", mistakes: []),
  ]

  @Test(arguments: rows) func `plain mistakes are found, comments and comparisons are not`(_ row: Row) {
    #expect(CodeReader.reads(fileName: row.name))
    let signs = CodeReader.read(Array(row.text.utf8), fileName: row.name)
    #expect(signs.mistakes.map(\.kind) == row.mistakes)
  }

  @Test func `a handler's care is seen by what it names`() {
    let careless = CodeReader.read(
      Array("if ($_SERVER['HTTP_X_AMZ_SNS_MESSAGE_TYPE']) {}".utf8),
      fileName: "ipn.php"
    )
    #expect(careless.takesNotifications && !careless.checksSignatures && !careless.recognisesRepeats)
    let careful = CodeReader.read(
      Array("x-amz-sns-message-type new MessageValidator(); seen($m['MessageId'])".utf8),
      fileName: "ipn.php"
    )
    #expect(careful.takesNotifications && careful.checksSignatures && careful.recognisesRepeats)
    let client = CodeReader.read(
      Array("use Amazon\\Pay\\API\\Client; $c->createCharge($p, $h);".utf8),
      fileName: "a.php"
    )
    #expect(client.makesClient && client.createsObjects && !client.namesIdempotencyKey)
    #expect(!CodeReader.reads(fileName: "picture.png") && !CodeReader.reads(fileName: "README"))
  }
}

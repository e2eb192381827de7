/// Rows for scripts (HTML Standard, 13.2.5.4 and 13.2.5.15 to 13.2.5.31).
enum ScriptRows {
  static let all: [TokenizerRow] = [
    .init("script data", "<script>a<b&amp;</script>c", "<script>", "'a<b&amp;'", "</script>", "'c'"),
    .init("script data", "<script>a\0b</script>", "<script>", "'a\u{FFFD}b'", "</script>"),
    .init("script data", "<script>a", "<script>", "'a'"),
    .init("script data", "<script></script>a", "<script>", "</script>", "'a'"),
    .init("script data", "<script/>a</script>b", "<script/>", "'a'", "</script>", "'b'"),
    .init("script data less-than sign", "<script>a<", "<script>", "'a<'"),
    .init("script data less-than sign", "<script>a<!</script>b", "<script>", "'a<!'", "</script>", "'b'"),
    .init("script data end tag open", "<script>a</", "<script>", "'a</'"),
    .init("script data end tag open", "<script>'</p>'</script>", "<script>", "''</p>''", "</script>"),
    .init("script data end tag name", "<script>a</SCRIPT>b", "<script>", "'a'", "</script>", "'b'"),
    .init("script data end tag name", "<script>a</script\t>b", "<script>", "'a'", "</script>", "'b'"),
    .init("script data end tag name", "<script>a</script/>b", "<script>", "'a'", "</script>", "'b'"),
    .init(
      "script data end tag name",
      "<script>a</scriptx></script>",
      "<script>",
      "'a</scriptx>'",
      "</script>"
    ),
    .init("script data end tag name", "<script>a</script", "<script>", "'a</script'"),
    .init("script data end tag name", "<script>a</script x", "<script>", "'a'"),
    .init("script data escape start", "<script><!a</script>b", "<script>", "'<!a'", "</script>", "'b'"),
    .init(
      "script data escape start",
      "<script><!-a<script></script>b",
      "<script>",
      "'<!-a<script>'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escape start dash",
      "<script><!-->a<script></script>b",
      "<script>",
      "'<!-->a<script>'",
      "</script>",
      "'b'"
    ),
    .init("script data escaped", "<script><!--a</script>b", "<script>", "'<!--a'", "</script>", "'b'"),
    .init("script data escaped", "<script><!--a\0</script>", "<script>", "'<!--a\u{FFFD}'", "</script>"),
    .init("script data escaped", "<script><!--a", "<script>", "'<!--a'"),
    .init(
      "script data escaped",
      "<script><!--a>b<script></script>c</script>d",
      "<script>",
      "'<!--a>b<script></script>c'",
      "</script>",
      "'d'"
    ),
    .init(
      "script data escaped dash",
      "<script><!--a-b<script></script>c</script>d",
      "<script>",
      "'<!--a-b<script></script>c'",
      "</script>",
      "'d'"
    ),
    .init(
      "script data escaped dash",
      "<script><!--a->b<script></script>c</script>d",
      "<script>",
      "'<!--a->b<script></script>c'",
      "</script>",
      "'d'"
    ),
    .init(
      "script data escaped dash dash",
      "<script><!--a--<script></script>b</script>c",
      "<script>",
      "'<!--a--<script></script>b'",
      "</script>",
      "'c'"
    ),
    .init(
      "script data escaped dash dash",
      "<script><!--a--><script></script>b",
      "<script>",
      "'<!--a--><script>'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escaped dash dash",
      "<script><!--a-----><script></script>b",
      "<script>",
      "'<!--a-----><script>'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escaped dash dash",
      "<script><!--a-- ><script></script>b</script>c",
      "<script>",
      "'<!--a-- ><script></script>b'",
      "</script>",
      "'c'"
    ),
    .init(
      "script data escaped dash dash",
      "<script><!--a--</script>b",
      "<script>",
      "'<!--a--'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escaped less-than sign",
      "<script><!--<</script>a",
      "<script>",
      "'<!--<'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data escaped less-than sign",
      "<script><!--<1</script>a",
      "<script>",
      "'<!--<1'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data escaped less-than sign",
      "<script><!--<!--<script></script>a</script>b",
      "<script>",
      "'<!--<!--<script></script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escaped less-than sign",
      "<script><!--<!--><script></script>b",
      "<script>",
      "'<!--<!--><script>'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data escaped end tag open",
      "<script><!--</></script>a",
      "<script>",
      "'<!--</>'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data escaped end tag name",
      "<script><!--</script >a",
      "<script>",
      "'<!--'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data escaped end tag name",
      "<script><!--</scripty></script>a",
      "<script>",
      "'<!--</scripty>'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<script></script>a</script>b",
      "<script>",
      "'<!--<script></script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<SCRIPT\n</script>a</script>b",
      "<script>",
      "'<!--<SCRIPT\n</script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<script/</script>a</script>b",
      "<script>",
      "'<!--<script/</script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<scripts></script>a",
      "<script>",
      "'<!--<scripts>'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<scrip></script>a",
      "<script>",
      "'<!--<scrip>'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data double escape start",
      "<script><!--<script-></script>a",
      "<script>",
      "'<!--<script->'",
      "</script>",
      "'a'"
    ),
    .init("script data double escaped", "<script><!--<script>a\0", "<script>", "'<!--<script>a\u{FFFD}'"),
    .init(
      "script data double escaped",
      "<script><!--<script><script></script>a</script>b",
      "<script>",
      "'<!--<script><script></script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escaped",
      "<script><!--<script>a</script>b<script>c</script>d</script>e",
      "<script>",
      "'<!--<script>a</script>b<script>c</script>d'",
      "</script>",
      "'e'"
    ),
    .init(
      "script data double escaped dash",
      "<script><!--<script>-></script>a</script>b",
      "<script>",
      "'<!--<script>-></script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escaped dash dash",
      "<script><!--<script>--></script>a",
      "<script>",
      "'<!--<script>-->'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data double escaped dash dash",
      "<script><!--<script>---></script>a",
      "<script>",
      "'<!--<script>--->'",
      "</script>",
      "'a'"
    ),
    .init(
      "script data double escaped dash dash",
      "<script><!--<script>--</script>a</script>b",
      "<script>",
      "'<!--<script>--</script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escaped less-than sign",
      "<script><!--<script><</script>a</script>b",
      "<script>",
      "'<!--<script><</script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape end",
      "<script><!--<script></script>a--></script>b",
      "<script>",
      "'<!--<script></script>a-->'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape end",
      "<script><!--<script></script/a</script>b",
      "<script>",
      "'<!--<script></script/a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape end",
      "<script><!--<script></scripts></script>a</script>b",
      "<script>",
      "'<!--<script></scripts></script>a'",
      "</script>",
      "'b'"
    ),
    .init(
      "script data double escape end",
      "<script><!--<script></script",
      "<script>",
      "'<!--<script></script'"
    ),
  ]
}

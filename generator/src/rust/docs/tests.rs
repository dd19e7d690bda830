use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{paragraph, sanitise};

/// The description, and the lines that a careful person would write for it.
const ROWS: &[(&str, &[&str])] = &[
    ("", &[]),
    (" \n\t\r\n ", &[]),
    ("\u{a0}", &[]),
    (
        "One\r\ntwo\rthree\n\n\nfour  ",
        &["One", "two", "three", "", "four"],
    ),
    ("a  \nb\\\nc<br/>d", &["a\\", "b\\", "c\\", "d"]),
    (
        "# One\n### Three #\n###### Six",
        &["### One", "", "##### Three", "", "###### Six"],
    ),
    ("Title\n===\ntext", &["### Title", "", "text"]),
    ("# C\\#", &["### C\\#"]),
    ("```rust\npanic!();\n```", &["```text", "panic!();", "```"]),
    (
        "    indented()\n\n    more",
        &["```text", "indented()", "", "more", "```"],
    ),
    ("````\n```\n````", &["````text", "```", "````"]),
    ("~~~rs,should_panic\n\tx\n~~~", &["```text", "    x", "```"]),
    ("```\n```", &[]),
    (
        "- a\n- b\n  more\n  1. c\n     d\n\nend",
        &["- a", "- b", "  more", "  1. c", "     d", "", "end"],
    ),
    ("* a\nlazy\n* b", &["- a", "  lazy", "- b"]),
    ("9) a\n10) b", &["9. a", "10. b"]),
    (
        "- a\n\n- b\n\n      code",
        &["- a", "", "- b", "", "  ```text", "  code", "  ```"],
    ),
    ("- a\n* b", &["- a", "", "* b"]),
    ("-\n- b", &["- b"]),
    ("> a\nlazy\n> - b", &["> a", "> lazy", ">", "> - b"]),
    ("> a\n\n> b", &["> a", "", "> b"]),
    ("***\n- ***", &["___", "", "- ___"]),
    ("*a* __b__ ~~c~~ `d`", &["*a* **b** ~~c~~ `d`"]),
    ("`` a`b `` `<T>`", &["``a`b`` `<T>`"]),
    ("snake_case _x 2*3", &["snake_case \\_x 2\\*3"]),
    (
        "Vec<T> &amp; &lt;b&gt; R&D a & b",
        &["Vec\\<T> & \\<b> R\\&D a & b"],
    ),
    (
        "<b>x</b>\n<!-- y -->",
        &["\\<b>x\\</b>", "", "\\<!-- y -->"],
    ),
    (
        "<div>\n<p>x</p>\n</div>",
        &["\\<div>", "\\<p>x\\</p>", "\\</div>"],
    ),
    (
        "[`Item`] [x][y] [z]",
        &["\\[`Item`\\] \\[x\\]\\[y\\] \\[z\\]"],
    ),
    (
        "[a](https://a.example/x_y?b=1&c=2 \"t\")",
        &["[a](https://a.example/x_y?b=1&c=2)"],
    ),
    (
        "[a](http://a.example/(b)) [c](<http://d/e f>)",
        &["[a](http://a.example/%28b%29) [c](http://d/e%20f)"],
    ),
    (
        "[a](javascript:x) [b](#c) [d](mailto:e@f) [g](file.md)",
        &["a b d g"],
    ),
    ("[a]\n\n[a]: https://b.example", &["[a](https://b.example)"]),
    (
        "![alt *x*](https://a.example/i.png) !\\[x]",
        &["alt *x* !\\[x\\]"],
    ),
    ("[![](i.png)](https://a.example)", &["<https://a.example>"]),
    (
        "wow![x](y) wow\\![a](https://b.example)",
        &["wowx wow\\![a](https://b.example)"],
    ),
    (
        "See https://a.example/b_c(d)), or (http://e).",
        &["See <https://a.example/b_c(d)>), or (<http://e>)."],
    ),
    (
        "<https://a.example> HTTPS://b http://",
        &["<https://a.example> <HTTPS://b> http://"],
    ),
    (
        "https://{sub}.a.example/v1",
        &["`https://{sub}.a.example/v1`"],
    ),
    (
        "a\u{202e}b\u{0}c\u{7f} &#x202e; `\u{1b}[1m`",
        &["a\\\\u{202e}b\\\\u{0}c\\\\u{7f} \\\\u{202e} `\\u{1b}[1m`"],
    ),
    (
        "naïve 名前 \u{1f468}\u{200d}\u{1f469}",
        &["naïve 名前 \u{1f468}\u{200d}\u{1f469}"],
    ),
    (
        "\\# a\n\\- b\n1\\. c\n\\> d\n\\+ e\n\\=\n-5",
        &["\\# a", "\\- b", "1\\. c", "\\> d", "\\+ e", "\\=", "-5"],
    ),
    (
        "| a | b |\n|:-:|--:|\n| `x\\|y` | *c* \\| d |\n| e |",
        &[
            "| a | b |",
            "| :-: | --: |",
            "| `x\\|y` | *c* \\| d |",
            "| e | |",
        ],
    ),
    ("- [ ] to do", &["- \\[ \\] to do"]),
    (
        "a[^1]\n\n[^1]: a note",
        &["a\\[^1\\]", "", "\\[^1\\]: a note"],
    ),
];

#[test]
fn descriptions_become_what_a_careful_person_would_write() {
    let wrong: Vec<_> = ROWS
        .iter()
        .filter(|(markdown, expected)| sanitise(markdown) != *expected)
        .map(|(markdown, expected)| (markdown, sanitise(markdown), expected))
        .collect();
    assert!(wrong.is_empty(), "(from, lines, expected): {wrong:#?}");
}

#[test]
fn what_is_written_is_written_the_same_again() {
    for (markdown, _) in ROWS {
        let once = sanitise(markdown);
        assert_eq!(
            sanitise(&once.join("\n")),
            deepened(&once),
            "for {markdown:?}"
        );
    }
}

/// Headings go down at every reading.
fn deepened(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| match line.find(|c| c != '#') {
            Some(level @ 3..=6) => format!("{}{}", "#".repeat((level + 2).min(6)), &line[level..]),
            _ => line.clone(),
        })
        .collect()
}

#[test]
fn titles_become_a_sentence() {
    let rows = [
        ("", None),
        ("  \n", None),
        ("List pets", Some("List pets.")),
        ("Is it?\n Yes!", Some("Is it? Yes!")),
        ("As he said \"so.\"", Some("As he said \"so.\"")),
        (
            "# <b> [x] `y` *z*",
            Some("\\# \\<b> \\[x\\] \\`y\\` \\*z\\*."),
        ),
        ("1. first", Some("1\\. first.")),
        ("see http://a.example", Some("see <http://a.example>.")),
    ];
    for (title, expected) in rows {
        assert_eq!(paragraph(title), Vec::from_iter(expected), "for {title:?}");
    }
}

/// Pieces that mean something to a parser; the test puts them side by side in every order.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "<a href=\"http://x.example\">",
    "[a]",
    "[a](b)",
    "](",
    "![",
    "`",
    "``",
    "```",
    "\n```rust\n",
    "\n~~~\n",
    "*",
    "**",
    "_",
    "~~",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n    ",
    "\n",
    "\n\n",
    "\n---\n",
    "\n===\n",
    "|",
    "\n|-|-|\n",
    "\\",
    "&",
    "lt;",
    "&lt;b&gt;",
    "&#96;",
    "&#10;",
    "\t",
    "http://a.example/{b}",
    "https://a.example)",
    "![](x)",
    "[`c`](x:y)",
    "<br>",
    "[a]: http://b\n",
    "[^1]",
    "\u{202e}",
    "x",
    "# ",
    "<!--",
    "[](http://z)",
];

#[test]
fn no_combination_yields_html_foreign_links_or_code_that_runs() {
    for a in PIECES {
        for b in PIECES {
            for c in PIECES {
                assert_inert(&format!("{a}{b}{c}x{a}"));
            }
            assert_inert(&format!("|{a}|{b}|\n|-|-|\n|{b}|{a}x{b}|"));
        }
    }
}

fn assert_inert(markdown: &str) {
    let lines = sanitise(markdown);
    for line in &lines {
        assert!(
            !line.ends_with(' ') && !line.contains(['\r', '\t', '\u{202e}', '\n']),
            "{line:?} from {markdown:?}"
        );
    }
    assert_ne!(lines.first().map(String::as_str), Some(""));
    assert_ne!(lines.last().map(String::as_str), Some(""));
    let text = lines.join("\n");
    for event in Parser::new_ext(&text, as_rustdoc()) {
        let inert = if let Event::Start(Tag::Link { dest_url, .. }) = &event {
            let url = dest_url.to_ascii_lowercase();
            url.starts_with("http://") || url.starts_with("https://")
        } else if let Event::Start(Tag::CodeBlock(kind)) = &event {
            matches!(kind, CodeBlockKind::Fenced(info) if &**info == "text")
        } else {
            !matches!(
                event,
                Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::FootnoteReference(_)
                    | Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_) | Tag::HtmlBlock)
            )
        };
        assert!(inert, "{event:?} in {text:?} from {markdown:?}");
    }
}

/// What rustdoc understands.
fn as_rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

#[test]
fn deep_nesting_stays_linear() {
    for piece in [
        "> ", "- ", "1. ", "*", "[", "![", "<", "`", "~~", "|", "http://",
    ] {
        let nested = format!("{}x\nlazy\nlazy", piece.repeat(20_000));
        let length: usize = sanitise(&nested).iter().map(String::len).sum();
        assert!(length < 4 * nested.len(), "{length} bytes from {piece:?}");
    }
}

//! XML by tables: the examples of the XML Object in `OpenAPI` 3.0, 3.1 and 3.2, what else tables can say, and hostile texts.

#![cfg(feature = "xml")]

use oasmith_runtime::xml::{Branch, Content, Field, Node, Root, XmlError, read, write};
use serde_json::{Value, json};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

const STRING: &Content = &Content::String;

fn written(value: &Value, root: &Root) -> String {
    let bytes = write(value, root).expect("the value has an XML form");
    let text = String::from_utf8(bytes).expect("XML is written as UTF-8");
    let text = text.strip_prefix(HEAD).expect("a declaration stands first");
    text.to_owned()
}

fn given(text: &str, root: &Root) -> Value {
    read(text.as_bytes(), root).expect("the text is of the shape")
}

fn refused(text: &str, root: &Root) -> XmlError {
    read::<Value>(text.as_bytes(), root).expect_err("the text is refused")
}

/// The value is written so, and read back the same.
#[track_caller]
fn both(root: &Root, value: &Value, text: &str) {
    assert_eq!(written(value, root), text);
    assert_eq!(given(text, root), *value);
}

/// A document `document` with one property.
macro_rules! document {
    ($field:expr) => {{
        static CONTENT: Content = Content::Record(&[$field], None);
        Root::named(Node::element("document", &CONTENT))
    }};
}

const ANIMALS: [&str; 2] = ["dog", "cat"];

#[test]
fn no_xml_element() {
    static ITEMS: Content = Content::List(&Node::element("", STRING));
    let root = document!(Field::optional("animals", Node::element("animals", STRING)));
    let text = "<document><animals>dog, cat</animals></document>";
    both(&root, &json!({"animals": "dog, cat"}), text);
    let root = document!(Field::optional("animals", Node::nothing("animals", &ITEMS)));
    let text = "<document><animals>dog</animals><animals>cat</animals></document>";
    both(&root, &json!({"animals": ANIMALS}), text);
}

#[test]
fn name_replacement() {
    let root = document!(Field::optional("animals", Node::element("animal", STRING)));
    let text = "<document><animal>dog</animal></document>";
    both(&root, &json!({"animals": "dog"}), text);
}

#[test]
fn attribute_prefix_and_namespace() {
    static PERSON: Content = Content::Record(
        &[
            Field::optional("id", Node::attribute("id", &Content::Integer)),
            Field::optional(
                "name",
                Node::element("name", STRING)
                    .within("https://example.com/schema/sample")
                    .prefixed("sample"),
            ),
        ],
        None,
    );
    let root = Root::unnamed(Node::element("Person", &PERSON));
    let text = "<Person id=\"123\"><sample:name xmlns:sample=\"https://example.com/schema/sample\">example</sample:name></Person>";
    let value = json!({"id": 123, "name": "example"});
    both(&root, &value, text);
    // The prefix is the writer's, the namespace is what counts; and so it does where the default is that namespace.
    for other in [
        "<Person id='123' xmlns:s='https://example.com/schema/sample'><s:name>example</s:name></Person>",
        "<Person id='123'><name xmlns='https://example.com/schema/sample'>example</name></Person>",
    ] {
        assert_eq!(given(other, &root), value);
    }
    let other = "<Person><name xmlns='https://example.com/other'>example</name></Person>";
    assert_eq!(given(other, &root), json!({}));
    let field = document!(Field::optional(
        "label",
        Node::element("name", STRING).within("https://example.com/a")
    ));
    let other = "<document><name xmlns='https://example.com/b'>x</name></document>";
    assert_eq!(
        given(other, &field),
        json!({"name": "x"}),
        "it is kept under its own name"
    );
}

#[test]
fn arrays() {
    static UNNAMED: Content = Content::List(&Node::element("", STRING));
    static NAMED: Content = Content::List(&Node::element("animal", STRING));
    let value = json!({"animals": ANIMALS});
    // Items with a name of their own; that of the array itself has no effect.
    let root = document!(Field::optional("animals", Node::nothing("animals", &NAMED)));
    both(
        &root,
        &value,
        "<document><animal>dog</animal><animal>cat</animal></document>",
    );
    let root = document!(Field::optional(
        "animals",
        Node::element("animals", &UNNAMED)
    ));
    both(
        &root,
        &value,
        "<document><animals><animals>dog</animals><animals>cat</animals></animals></document>",
    );
    let root = document!(Field::optional("animals", Node::element("animals", &NAMED)));
    both(
        &root,
        &value,
        "<document><animals><animal>dog</animal><animal>cat</animal></animals></document>",
    );
    let root = document!(Field::optional("animals", Node::element("aliens", &NAMED)));
    both(
        &root,
        &value,
        "<document><aliens><animal>dog</animal><animal>cat</animal></aliens></document>",
    );
    let root = document!(Field::optional(
        "animals",
        Node::element("aliens", &UNNAMED)
    ));
    both(
        &root,
        &value,
        "<document><aliens><aliens>dog</aliens><aliens>cat</aliens></aliens></document>",
    );
}

#[test]
fn empty_and_scattered_lists() {
    static ITEMS: Content = Content::List(&Node::element("item", STRING));
    let root = document!(Field::required("items", Node::nothing("items", &ITEMS)));
    both(&root, &json!({"items": []}), "<document></document>");
    let scattered = "<document><item>a</item><other/><item>b</item></document>";
    assert_eq!(given(scattered, &root)["items"], json!(["a", "b"]));
    let root = document!(Field::optional("items", Node::nothing("items", &ITEMS)));
    assert_eq!(given("<document/>", &root), json!({}));
    let root = document!(Field::optional("items", Node::element("items", &ITEMS)));
    both(
        &root,
        &json!({"items": []}),
        "<document><items></items></document>",
    );
    both(&root, &json!({}), "<document></document>");
}

#[test]
fn attributes_and_text() {
    static ANIMAL: Content = Content::Record(
        &[
            Field::optional("kind", Node::attribute("kind", STRING)),
            Field::optional("name", Node::text(STRING)),
        ],
        None,
    );
    static ANIMALS: Content = Content::List(&Node::element("animal", &ANIMAL));
    let root = Root::named(Node::element("animals", &ANIMALS));
    let value = json!([{"kind": "Cat", "name": "Fluffy"}, {"kind": "Dog", "name": "Fido"}]);
    let text =
        "<animals><animal kind=\"Cat\">Fluffy</animal><animal kind=\"Dog\">Fido</animal></animals>";
    both(&root, &value, text);
}

#[test]
fn character_data() {
    static DOCUMENTATION: Content =
        Content::Record(&[Field::optional("content", Node::cdata(STRING))], None);
    let root = Root::unnamed(Node::element("Documentation", &DOCUMENTATION));
    let value = json!({"content": "<html><head></head></html>"});
    let text = "<Documentation><![CDATA[<html><head></head></html>]]></Documentation>";
    both(&root, &value, text);
    let spaced = text.replace("><![", ">\n  <![").replace("]]><", "]]>\n<");
    assert_eq!(given(&spaced, &root), value);
    let value = json!({"content": "a]]>b"});
    assert_eq!(given(&written(&value, &root), &root), value);
}

#[test]
fn ordered_elements_and_text() {
    static TWO: Content = Content::Record(
        &[
            Field::required("unit", Node::attribute("unit", STRING)),
            Field::required("value", Node::text(&Content::Number)),
        ],
        None,
    );
    static PARTS: Content = Content::Tuple(
        &[
            Node::element("One", STRING),
            Node::element("Two", &TWO),
            Node::element("Three", &Content::Nullable(&Content::Boolean)),
        ],
        None,
    );
    static REPORT: Content = Content::Tuple(
        &[
            Node::text(STRING),
            Node::element("data", &Content::Number),
            Node::text(STRING),
        ],
        None,
    );
    let root = Root::named(Node::element("OneTwoThree", &PARTS));
    let value = json!(["Some text", {"unit": "cubits", "value": 42}, null]);
    let text = "<OneTwoThree><One>Some text</One><Two unit=\"cubits\">42</Two><Three xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></OneTwoThree>";
    both(&root, &value, text);
    let root = Root::named(Node::element("Report", &REPORT));
    let text = "<Report>Some preamble text.<data>42</data>Some postamble text.</Report>";
    let value = json!(["Some preamble text.", 42, "Some postamble text."]);
    both(&root, &value, text);
}

#[test]
fn nulls() {
    static ANY_OBJECT: Content = Content::Map(&Node::element("", &Content::Any));
    static PRODUCT: Content = Content::Record(
        &[
            Field::required(
                "count",
                Node::attribute("count", &Content::Nullable(&Content::Number)),
            ),
            Field::optional("rating", Node::attribute("rating", STRING)),
            Field::required("description", Node::element("description", STRING)),
            Field::required(
                "related",
                Node::element("related", &Content::Nullable(&ANY_OBJECT)),
            ),
        ],
        None,
    );
    let root = Root::named(Node::element("product", &PRODUCT));
    let text = "<product><description>Thing</description><related xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></product>";
    let value = json!({"count": null, "description": "Thing", "related": null});
    both(&root, &value, text);
    let text =
        "<product count=\"42\"><description>Thing</description><related></related></product>";
    let value = json!({"count": 42, "description": "Thing", "related": {}});
    both(&root, &value, text);
}

#[test]
fn parts_without_an_element_of_their_own() {
    static INNER: Content = Content::Record(
        &[
            Field::optional("id", Node::attribute("id", &Content::Integer)),
            Field::optional("city", Node::element("city", STRING)),
        ],
        None,
    );
    let root = document!(Field::optional("address", Node::nothing("address", &INNER)));
    let value = json!({"address": {"id": 1, "city": "Ulm"}});
    both(
        &root,
        &value,
        "<document id=\"1\"><city>Ulm</city></document>",
    );
    assert_eq!(given("<document/>", &root), json!({}));
}

#[test]
fn types_that_hold_themselves() {
    static TREE: Content = Content::Record(
        &[
            Field::required("name", Node::attribute("name", STRING)),
            Field::required("children", Node::nothing("child", &TREES)),
        ],
        None,
    );
    static TREES: Content = Content::List(&Node::element("", &TREE));
    let root = Root::named(Node::element("tree", &TREE));
    let leaf = |name: &str| json!({"name": name, "children": []});
    let value = json!({"name": "a", "children": [leaf("b"), leaf("c")]});
    let text = "<tree name=\"a\"><child name=\"b\"></child><child name=\"c\"></child></tree>";
    both(&root, &value, text);
}

#[test]
fn choices_by_a_tag() {
    static CAT: Content = Content::Record(
        &[
            Field::required("kind", Node::attribute("kind", STRING)),
            Field::optional("lives", Node::element("lives", &Content::Integer)),
        ],
        None,
    );
    static DOG: Content = Content::Record(
        &[
            Field::required("kind", Node::attribute("kind", STRING)),
            Field::required("barks", Node::attribute("barks", &Content::Boolean)),
        ],
        None,
    );
    static TAGGED: Content = Content::Choice(
        Some("kind"),
        &[
            Branch {
                tags: &["cat"],
                content: &CAT,
            },
            Branch {
                tags: &["dog"],
                content: &DOG,
            },
        ],
    );
    let root = document!(Field::optional("pet", Node::element("pet", &TAGGED)));
    let value = json!({"pet": {"kind": "cat", "lives": 9}});
    both(
        &root,
        &value,
        "<document><pet kind=\"cat\"><lives>9</lives></pet></document>",
    );
    let value = json!({"pet": {"kind": "dog", "barks": true}});
    let text = "<document><pet kind=\"dog\" barks=\"true\"></pet></document>";
    both(&root, &value, text);
}

#[test]
fn choices_without_a_tag() {
    static ONE_OR_MORE: Content = Content::Choice(
        None,
        &[
            Branch {
                tags: &[],
                content: &Content::Integer,
            },
            Branch {
                tags: &[],
                content: STRING,
            },
            Branch {
                tags: &[],
                content: &Content::List(&Node::element("", STRING)),
            },
        ],
    );
    let root = document!(Field::optional("of", Node::element("of", &ONE_OR_MORE)));
    both(&root, &json!({"of": 5}), "<document><of>5</of></document>");
    both(
        &root,
        &json!({"of": "x"}),
        "<document><of>x</of></document>",
    );
    let several = json!({"of": ["a", "b"]});
    both(&root, &several, "<document><of>a</of><of>b</of></document>");
}

#[test]
fn what_no_table_describes_stays() {
    let root = Root::unnamed(Node::element("root", &Content::Any));
    let text = "<root a=\"1\"><b>x</b><b>y</b><c><d></d></c></root>";
    let value = json!({"@a": "1", "b": ["x", "y"], "c": {"d": ""}});
    both(&root, &value, text);
    let mixed = "<any>one <b>two</b> three</any>";
    assert_eq!(
        given(mixed, &root),
        json!({"b": "two", "$text": "one  three"})
    );
    let document = document!(Field::optional("a", Node::element("a", STRING)));
    let value = json!({"a": "1", "more": {"b": "2"}});
    both(
        &document,
        &value,
        "<document><a>1</a><more><b>2</b></more></document>",
    );
}

#[test]
fn scalars_as_xml_schema_spells_them() {
    static NUMBERS: Content = Content::List(&Node::element("", &Content::Integer));
    for (text, value) in [
        ("7", json!(7)),
        (" 7\n", json!(7)),
        ("+7", json!(7)),
        ("007", json!(7)),
        ("7.0", json!(7)),
        ("18446744073709551615", json!(u64::MAX)),
        ("seven", json!("seven")),
        ("", json!("")),
    ] {
        let root = Root::unnamed(Node::element("n", &Content::Integer));
        assert_eq!(given(&format!("<n>{text}</n>"), &root), value, "{text:?}");
    }
    for (text, value) in [
        (".5", json!(0.5)),
        ("-1e3", json!(-1000.0)),
        ("INF", json!("INF")),
    ] {
        let root = Root::unnamed(Node::element("n", &Content::Number));
        assert_eq!(given(&format!("<n>{text}</n>"), &root), value, "{text:?}");
    }
    for (text, value) in [
        ("1", json!(true)),
        ("false", json!(false)),
        ("no", json!("no")),
    ] {
        let root = Root::unnamed(Node::element("n", &Content::Boolean));
        assert_eq!(given(&format!("<n>{text}</n>"), &root), value, "{text:?}");
    }
    let root = document!(Field::optional("of", Node::attribute("of", &NUMBERS)));
    both(
        &root,
        &json!({"of": [1, 2]}),
        "<document of=\"1 2\"></document>",
    );
}

#[test]
fn texts_survive() {
    let root = document!(Field::optional("a", Node::attribute("a", STRING)));
    let element = document!(Field::optional("a", Node::element("a", STRING)));
    for text in [
        "",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " a  b ",
        "<&>'\"",
        "]]>",
        "&amp;",
        "ä€😀",
        "\u{85}\u{2028}",
    ] {
        let value = json!({"a": text});
        assert_eq!(given(&written(&value, &root), &root), value, "{text:?}");
        assert_eq!(
            given(&written(&value, &element), &element),
            value,
            "{text:?}"
        );
    }
    for text in ["\u{0}", "\u{1b}", "\u{ffff}"] {
        let error = write(&json!({"a": text}), &root).expect_err("XML has no such character");
        assert_eq!(error.pointer, "/a");
    }
    let error = write(&json!({"no name": 1}), &root).expect_err("XML has no such name");
    assert_eq!(error.to_string(), "`no name` is no name in XML at /no name");
}

#[test]
fn entities_are_those_of_xml() {
    let root = document!(Field::optional("a", Node::element("a", STRING)));
    let text = "<document><a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;<!-- c --><?pi?><![CDATA[<x>]]></a></document>";
    assert_eq!(given(text, &root), json!({"a": "<>&'\"AB<x>"}));
    for (text, message) in [
        (
            "<document><a>&eacute;</a></document>",
            "entity `eacute` is not declared",
        ),
        ("<document><a>&#0;</a></document>", ""),
        (
            "<document><a>&#x1;</a></document>",
            "U+0001 is no character of XML",
        ),
        (
            "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><document><a>&b;</a></document>",
            "a document type declaration is not read",
        ),
        (
            "<!DOCTYPE d SYSTEM 'file:///etc/passwd'><document/>",
            "a document type declaration is not read",
        ),
    ] {
        let error = refused(text, &root);
        assert!(!error.is_xml);
        assert!(error.message.contains(message), "{error}");
    }
}

#[test]
fn encodings() {
    let root = document!(Field::optional("a", Node::element("a", STRING)));
    let text = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?><document><a>ä</a></document>";
    assert_eq!(given(text, &root), json!({"a": "ä"}));
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><document/>";
    let message = "the encoding is declared as `iso-8859-1`; only UTF-8 is read (line 1, column 1)";
    assert_eq!(refused(latin, &root).to_string(), message);
    let utf16: Vec<u8> = "\u{FEFF}<document/>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let error = read::<Value>(&utf16, &root).expect_err("it is UTF-16");
    assert_eq!(error.message, "the text is UTF-16; only UTF-8 is read");
    let error = read::<Value>(b"<document>\n\xff</document>", &root).expect_err("no UTF-8");
    assert_eq!((error.line, error.column), (2, 1));
}

#[test]
fn broken_texts() {
    let root = document!(Field::optional("a", Node::element("a", STRING)));
    for text in [
        "",
        " ",
        "x",
        "<",
        "<document",
        "<document>",
        "<document></other>",
        "</document>",
        "<document/><document/>",
        "<document/>x",
        "<document a='1' a='2'/>",
        "<document a=1/>",
        "<document a/>",
        "<document a='&x;'/>",
        "<p:document/>",
        "<document p:a='1'/>",
        "<document><![CDATA[</document>",
        "<document><!-- </document>",
        " <?xml version='1.0'?><document/>",
    ] {
        let error = refused(text, &root);
        assert!(!error.is_xml && error.line > 0, "{text:?}: {error}");
    }
}

#[test]
fn depth_and_namespaces_are_bounded() {
    let root = Root::unnamed(Node::element("a", &Content::Any));
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let _ = given(&nested(100), &root);
    let error = refused(&nested(1_000_000), &root);
    assert_eq!(error.message, "more than 100 elements in one another");
    let many =
        |what: &str| (0..100_000).fold(String::new(), |text, n| text + what + &format!("n{n}='u'"));
    let declarations = many(" xmlns:");
    assert!(!refused(&format!("<a{declarations}/>"), &root).is_xml);
    let attributes = many(" ");
    let value = given(&format!("<a{attributes}/>"), &root);
    assert_eq!(value.as_object().map(serde_json::Map::len), Some(100_000));
    let deep = (0..1000).fold(json!(1), |value, _| json!({"a": value}));
    assert!(write(&deep, &root).is_err());
}

#[test]
fn a_table_that_enters_itself_ends() {
    static LOOP: Content = Content::Record(
        &[Field::required("again", Node::nothing("again", &LOOP))],
        None,
    );
    static CHOICE: Content = Content::Choice(
        None,
        &[Branch {
            tags: &[],
            content: &CHOICE,
        }],
    );
    let root = Root::unnamed(Node::element("a", &LOOP));
    assert!(refused("<a/>", &root).is_xml);
    let root = Root::unnamed(Node::element("a", &CHOICE));
    assert!(refused("<a/>", &root).is_xml);
    assert!(write(&json!(1), &root).is_ok());
}

#[test]
fn places_of_mistakes() {
    static PET: Content = Content::Record(
        &[Field::required(
            "id",
            Node::element("id", &Content::Integer),
        )],
        None,
    );
    static PETS: Content = Content::List(&Node::element("pet", &PET));
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only what is wrong is looked at")]
    struct Pets {
        pets: Vec<Pet>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[expect(dead_code, reason = "only what is wrong is looked at")]
    struct Pet {
        id: i64,
    }
    let root = document!(Field::required("pets", Node::nothing("pets", &PETS)));
    let text = "<document>\n <pet><id>1</id></pet>\n <pet><id>two</id></pet>\n</document>";
    let error = read::<Pets>(text.as_bytes(), &root).expect_err("an id is no number");
    assert!(error.is_xml);
    assert_eq!(error.pointer, "/pets/1/id");
    assert_eq!((error.line, error.column), (3, 7));
    let twice = "<document>\n <pet><id>1</id><id>2</id></pet></document>";
    let error = read::<Pets>(twice.as_bytes(), &root).expect_err("two ids");
    assert_eq!(
        error.to_string(),
        "`id` stands there twice at /pets/0/id (line 2, column 17)"
    );
    let error = refused("<other/>", &root);
    assert_eq!(
        error.message,
        "the root element is `other`, expected `document`"
    );
}

/// Whatever a table can hold comes back as it was.
#[test]
fn what_is_written_is_read_back() {
    static ITEM: Content = Content::Record(
        &[
            Field::required("kind", Node::attribute("k", STRING)),
            Field::optional("note", Node::element("note", &Content::Nullable(STRING))),
            Field::required("text", Node::element("t", STRING)),
        ],
        None,
    );
    static ITEMS: Content = Content::List(&Node::element("item", &ITEM));
    static WORDS: Content = Content::List(
        &Node::element("", STRING)
            .within("https://example.com/words")
            .prefixed("w"),
    );
    static ALL: Content = Content::Record(
        &[
            Field::optional("id", Node::attribute("id", &Content::Integer)),
            Field::optional("ratio", Node::element("ratio", &Content::Number)),
            Field::optional("on", Node::attribute("on", &Content::Boolean)),
            Field::required("items", Node::element("items", &ITEMS)),
            Field::required("words", Node::nothing("word", &WORDS)),
        ],
        Some(&Node::element("", &Content::Integer)),
    );
    let root = Root::named(Node::element("all", &ALL).within("https://example.com/all"));
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..2000 {
        let value = any_value(&mut random);
        let text = written(&value, &root);
        assert_eq!(given(&text, &root), value, "{text}");
    }
}

fn any_value(random: &mut fastrand::Rng) -> Value {
    let mut value = json!({
        "items": (0..random.usize(0..4)).map(|_| any_item(random)).collect::<Vec<_>>(),
        "words": (0..random.usize(0..4)).map(|_| any_text(random)).collect::<Vec<_>>(),
    });
    if random.bool() {
        value["id"] = json!(random.i64(..));
    }
    if random.bool() {
        value["ratio"] = json!(random.f64());
    }
    if random.bool() {
        value["on"] = json!(random.bool());
    }
    for name in ["alpha", "_beta", "gamma-1"] {
        if random.bool() {
            value[name] = json!(random.i32(..));
        }
    }
    value
}

fn any_item(random: &mut fastrand::Rng) -> Value {
    let mut item = json!({"kind": any_text(random), "text": any_text(random)});
    match random.u8(0..3) {
        0 => item["note"] = Value::Null,
        1 => item["note"] = json!(any_text(random)),
        _ => {}
    }
    item
}

fn any_text(random: &mut fastrand::Rng) -> String {
    let alphabet = [
        'a', ' ', '\n', '\t', '\r', '<', '&', '>', '"', '\'', ']', 'é', '😀',
    ];
    let length = random.usize(0..8);
    (0..length)
        .map(|_| alphabet[random.usize(..alphabet.len())])
        .collect()
}

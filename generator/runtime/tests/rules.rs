//! The keywords that see a whole value: what each lets pass, where a violation points, and that a hostile value costs no more than it
//! should.

#![cfg(all(feature = "validate", feature = "pattern"))]

use oasmith_runtime::pattern::Pattern;
use oasmith_runtime::validate::{Matcher, Path, Rules, Violations, rules};
use serde_json::{Value, json};

static EXTENSION: Pattern = Pattern::new("^x-", "^x-");
static PATTERNS: &[&dyn Matcher] = &[&EXTENSION];

/// Rules are statics in emitted code, and are left over here.
fn of(schema: &Value) -> &'static Rules {
    let text = Box::leak(schema.to_string().into_boxed_str());
    Box::leak(Box::new(Rules::new(text, PATTERNS)))
}

fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Violations::default();
    rules(value, of(schema), &Path::ROOT, &mut out);
    out.iter()
        .map(|one| format!("{} {}", one.pointer, one.keyword))
        .collect()
}

#[track_caller]
fn finds(schema: &Value, value: &Value, expected: &[&str]) {
    assert_eq!(violations(schema, value), expected, "{schema} of {value}");
}

#[test]
fn properties() {
    let closed = json!({"properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": true}, "additionalProperties": false});
    finds(&closed, &json!({"a": "", "x-b": 1}), &[]);
    finds(
        &closed,
        &json!({"a": 1, "b/c": 1}),
        &["/a type", "/b~1c additionalProperties"],
    );
    finds(&closed, &json!([]), &[]);
    let names = json!({"propertyNames": {"maxLength": 1}, "minProperties": 2});
    finds(&names, &json!({"a": 1, "b": 2}), &[]);
    finds(
        &names,
        &json!({"ab": 1}),
        &["/ab maxLength", " minProperties"],
    );
    let dependent =
        json!({"dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["d"]}}});
    finds(&dependent, &json!({"b": 1}), &[]);
    finds(
        &dependent,
        &json!({"a": 1, "c": 1}),
        &["/b dependentRequired", "/d required"],
    );
}

#[test]
fn items() {
    let contains = json!({"contains": {"type": "integer"}, "maxContains": 2});
    finds(&contains, &json!([1, "a", 2.0]), &[]);
    finds(&contains, &json!(["a"]), &[" contains"]);
    finds(&contains, &json!([1, 2, 3]), &[" maxContains"]);
    finds(
        &json!({"contains": true, "minContains": 2}),
        &json!([1]),
        &[" minContains"],
    );
    let tuple = json!({"prefixItems": [{"type": "string"}], "items": false});
    finds(&tuple, &json!(["a"]), &[]);
    finds(&tuple, &json!([1, 2]), &["/0 type", "/1 items"]);
    finds(
        &json!({"uniqueItems": true}),
        &json!([1, 1.0]),
        &[" uniqueItems"],
    );
}

#[test]
fn numbers() {
    let bounds =
        json!({"minimum": 1, "exclusiveMaximum": 9_007_199_254_740_993_u64, "multipleOf": 0.5});
    finds(&bounds, &json!(9_007_199_254_740_992_u64), &[]);
    finds(
        &bounds,
        &json!(9_007_199_254_740_993_u64),
        &[" exclusiveMaximum"],
    );
    finds(&bounds, &json!(0.7), &[" minimum", " multipleOf"]);
}

#[test]
fn choices() {
    let one = json!({"oneOf": [{"type": "integer"}, {"minimum": 2}]});
    finds(&one, &json!(1), &[]);
    finds(&one, &json!(1.5), &[" oneOf"]);
    finds(&one, &json!(3), &[" oneOf"]);
    finds(&json!({"not": {"enum": [1]}}), &json!(1.0), &[" not"]);
    let condition = json!({"if": {"properties": {"a": {"enum": [1]}}}, "then": {"required": ["b"]}, "else": {"required": ["c"]}});
    finds(&condition, &json!({"a": 1}), &["/b required"]);
    finds(&condition, &json!({"a": 2}), &["/c required"]);
}

#[test]
fn what_nothing_has_looked_at() {
    let schema = json!({
        "$beside": {"properties": {"a": {"type": "string"}}, "anyOf": [{"properties": {"b": true}, "required": ["b"]}, true]},
        "unevaluatedProperties": false,
    });
    finds(&schema, &json!({"a": "", "b": 1}), &[]);
    finds(&schema, &json!({"c": 1}), &["/c unevaluatedProperties"]);
    let items = json!({"prefixItems": [true], "contains": {"type": "string"}, "unevaluatedItems": {"type": "null"}});
    finds(&items, &json!([1, "a", null]), &[]);
    finds(&items, &json!([1, "a", 2]), &["/2 type"]);
}

#[test]
fn what_stands_within() {
    static RULES: Rules = Rules::within(1, "{\"not\":{\"minimum\":3}}", &[]);
    let mut out = Violations::default();
    rules(&vec![Some(1), None, Some(4)], &RULES, &Path::ROOT, &mut out);
    let found: Vec<_> = out.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(found, ["/2"]);
}

/// Each level asks two branches about the next: without a bound the last of 40 levels would be asked a billion times.
#[test]
fn a_hostile_value_is_given_up() {
    let step = json!({"properties": {"next": {"$ref": 0}}, "required": ["next"]});
    let schema = json!({"$ref": 0, "$defs": [{"anyOf": [step.clone(), step, {"type": "null"}]}]});
    let mut value = json!(1);
    for _ in 0..40 {
        value = json!({"next": value});
    }
    let found = violations(&schema, &value);
    assert!(found.contains(&" $ref".to_owned()), "{found:?}");
    finds(
        &json!({"$ref": 0, "$defs": [{"allOf": [{"$ref": 0}]}]}),
        &json!(1),
        &[],
    );
}

#[test]
fn patterns() {
    finds(&json!({"pattern": "^x-"}), &json!("y"), &[" pattern"]);
    finds(&json!({"pattern": "^x-"}), &json!("x-y"), &[]);
    finds(&json!({"pattern": "^x-"}), &json!(1), &[]);
}

#[cfg(feature = "backtracking")]
#[test]
fn patterns_that_step_back_are_bounded() {
    use oasmith_runtime::backtracking::Backtracking;
    let pattern = Backtracking::new("^(?=(a+)+$)b", "^(?=(a+)+$)b");
    assert_eq!(pattern.finds("b"), Some(false));
    assert_eq!(
        Backtracking::new("(a)\\1", "(a)\\1").finds("aa"),
        Some(true)
    );
    let hostile = Backtracking::new("^(a|a)*\\1$", "^(a|a)*\\1$");
    assert_eq!(hostile.finds(&("a".repeat(40) + "b")), None);
}

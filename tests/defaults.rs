//! Defaults of a document stand for what is absent, and are never written.

#![cfg(feature = "goldens")]

use tests::default_values::models::{Frame, Free, Level, Plain, Point, Side};
use tests::defaults::models::{self, Order, Size, Sort, Tree};
use tests::defaults::operations::ListOrdersRequest;

fn order(json: &str) -> Order {
    serde_json::from_str(json).expect("an order")
}

#[test]
fn what_is_absent_has_the_documents_value() {
    let order = order("{}");
    assert!(!order.gift_or_default());
    assert_eq!(order.count_or_default(), -1);
    let rate = serde_json::to_string(&order.rate_or_default());
    assert_eq!(rate.expect("JSON"), "2.718281828");
    assert_eq!(order.note_or_default(), Some("none\n\"yet\""));
    assert_eq!(order.sort_or_default(), &Sort::Date);
    assert_eq!(order.maybe_or_default().map(Sort::as_str), Some("-date"));
    assert_eq!(order.day_or_default().as_str(), "2026-02-30");
    assert_eq!(*order.tags_or_default(), ["a", "b"]);
    assert_eq!(order.rows_or_default().as_deref(), Some([].as_slice()));
    assert!(order.bare_or_default().is_empty());
    assert_eq!(order.many_or_default()[149], 150);
    assert_eq!(order.size_or_default().unit, "cm");
    let held = order.box_or_default();
    assert!(matches!(&*held, models::Box_::Size(Size { width: Some(_), unit, .. }) if unit == "m"));
    assert_eq!(order.labels_or_default()["a"], 1);
    let tree = order.tree_or_default().expect("no null by default");
    assert_eq!(tree.x, Some(1));
    let free = serde_json::json!([1, null, { "k": -1.5 }]);
    assert_eq!(*order.free_or_default(), free);
}

#[test]
fn what_is_there_goes_before_it() {
    let order = order(r#"{"gift":true,"rate":null,"sort":"other","tags":[],"tree":null}"#);
    assert!(order.gift_or_default());
    assert_eq!(order.rate_or_default(), None);
    assert_eq!(order.sort_or_default().as_str(), "other");
    assert!(order.tags_or_default().is_empty());
    assert!(order.tree_or_default().is_none());
}

#[test]
fn nothing_of_it_is_written() {
    let order = order("{}");
    let _ = (order.size_or_default(), order.tags_or_default());
    assert_eq!(serde_json::to_string(&order).expect("JSON"), "{}");
}

#[test]
fn a_type_that_holds_itself_has_a_default_of_its_own() {
    let tree = Tree::default();
    let left = tree.left_or_default();
    assert!(left.left.is_none());
}

#[test]
fn parameters_have_them_too() {
    let request = ListOrdersRequest::default();
    assert_eq!(request.limit_or_default(), 20);
    assert_eq!(request.sort_or_default().as_str(), "-date");
    let request = ListOrdersRequest {
        limit: Some(5),
        ..request
    };
    assert_eq!(request.limit_or_default(), 5);
}

#[test]
fn the_default_of_a_type_is_the_documents() {
    assert_eq!(
        serde_json::to_value(Frame::default()).expect("JSON"),
        serde_json::json!({
            "sort": "name", "level": 1, "unit": "m", "point": { "x": 1, "y": 2 }, "side": { "x": 3, "y": 4 },
            "width": 1.5, "title": "", "on": true, "names": ["a"], "note": "b", "none": null, "plain": { "size": 0 }
        })
    );
    assert_eq!(Frame::default().depth_or_default(), 7);
    assert_eq!(Level::default(), Level::Value2);
    assert!(matches!(
        Side::default(),
        Side::Point(Point { x: 3, y: 4, .. })
    ));
    assert_eq!(Free::default(), Free { name: None });
    assert_eq!(Plain::default().name_or_default(), "n");
}

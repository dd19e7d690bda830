//! What a parent is read as, whose children extend it by `allOf`: the golden `parents`. By JSON Schema the parent's own schema alone
//! judges a value (OpenAPI 3.1.1 section 4.8.25.1), so nothing is refused or lost for the sake of a child.

#![cfg(all(feature = "goldens", feature = "validate"))]

use serde_json::{Value, json};
use tests::parents::models::{Cat, Dog, Owner, Pet, PetBase, Toy};
use tests::runtime::validate::Validate;

/// Reads the value, sees that it is written as it was, and hands it back with what is wrong with it.
#[track_caller]
fn read(value: &Value) -> (Pet, Vec<String>) {
    let pet: Pet = serde_json::from_value(value.clone()).expect("reading is lenient");
    assert_eq!(serde_json::to_value(&pet).expect("JSON"), *value);
    let found = pet.validate().err().unwrap_or_default();
    let found = found.iter();
    let found = found.map(|one| format!("{} {}", one.pointer, one.keyword));
    (pet, found.collect())
}

/// [`read`] where the value is a right one of the parent.
#[track_caller]
fn valid(value: &Value) -> Pet {
    let (pet, found) = read(value);
    assert_eq!(found, [""; 0], "{value}");
    pet
}

#[test]
fn a_tag_tells_the_child() {
    let pet = valid(&json!({"kind": "cat", "name": "Tom", "lives": 9}));
    let Pet::Cat(cat) = pet else {
        panic!("{pet:?}");
    };
    assert_eq!((cat.kind.as_str(), cat.lives), ("cat", Some(9)));
    let pet = valid(&json!({"kind": "Lion", "mane": true, "lives": 1}));
    assert!(matches!(pet, Pet::Lion(lion) if lion.mane));
    // A value that is listed nowhere does not change whose it is.
    let pet = valid_but(&json!({"kind": "cat", "mood": "hungry"}), "/mood enum");
    assert!(matches!(pet, Pet::Cat(_)));
}

#[track_caller]
fn valid_but(value: &Value, fault: &str) -> Pet {
    let (pet, found) = read(value);
    assert_eq!(found, [fault], "{value}");
    pet
}

#[test]
fn a_child_that_is_a_parent_has_children_of_its_own() {
    let hound = valid(&json!({"kind": "hound", "breed": "Beagle", "ears": "long"}));
    let Pet::Dog(Dog::Base(dog)) = hound else {
        panic!("{hound:?}");
    };
    assert_eq!(dog.additional_properties["ears"], "long");
    for kind in ["hound", "Poodle"] {
        let pet = valid(
            &json!({"kind": kind, "breed": "Poodle", "curls": 3, "likes": {"kind": "cat", "lives": 7}}),
        );
        let Pet::Dog(Dog::Poodle(poodle)) = pet else {
            panic!("{pet:?}");
        };
        assert_eq!(poodle.curls, Some(3));
        assert!(matches!(poodle.likes, Some(Pet::Cat(cat)) if cat.lives == Some(7)));
    }
}

#[test]
fn what_no_child_is_told_by_is_the_parents_own() {
    for kind in ["Pet", "parrot", "Cat", ""] {
        let pet =
            valid(&json!({"kind": kind, "name": "Polly", "lives": "one", "words": ["hello"]}));
        let Pet::Base(base) = pet else {
            panic!("{pet:?}");
        };
        assert_eq!(base.kind, kind);
        assert_eq!(base.additional_properties["words"], json!(["hello"]));
    }
}

#[test]
fn what_a_child_does_not_read_is_the_parents_own() {
    for value in [
        json!({"kind": "cat", "lives": "nine"}),
        json!({"kind": "Lion", "lives": 1}),
        json!({"kind": "hound", "name": "Rex"}),
    ] {
        let pet = valid(&value);
        assert!(matches!(pet, Pet::Base(_)), "{pet:?}");
    }
}

#[test]
fn what_a_child_reads_and_refuses_is_right_for_its_parent() {
    let pet = valid(&json!({"kind": "cat", "lives": 0}));
    let Pet::Cat(cat) = pet else {
        panic!("{pet:?}");
    };
    let found = cat.validate().expect_err("the child itself demands more");
    assert_eq!(found.iter().next().map(|one| one.keyword), Some("minimum"));
}

#[test]
fn what_the_parent_refuses_is_refused() {
    let short = valid_but(&json!({"kind": "cat", "name": ""}), "/name minLength");
    assert!(matches!(short, Pet::Cat(_)));
    let other = valid_but(&json!({"kind": "parrot", "name": ""}), "/name minLength");
    assert!(matches!(other, Pet::Base(_)));
    for value in [
        json!({"name": "Tom"}),
        json!({"kind": 1}),
        json!("cat"),
        json!([]),
    ] {
        let pet = valid_but(&value, " anyOf");
        assert!(matches!(pet, Pet::Unknown(_)), "{pet:?}");
    }
}

#[test]
fn without_a_tag_nothing_is_guessed() {
    let value = json!({"size": 3});
    let toy: Toy = serde_json::from_value(value.clone()).expect("a toy");
    assert_eq!(serde_json::to_value(&toy).expect("JSON"), value);
    assert_eq!(toy.validate(), Ok(()));
    assert!(matches!(toy, Toy::Base(base) if base.kind.is_none()));
    let ball: Toy = serde_json::from_value(json!({"kind": "Ball", "size": 3})).expect("a toy");
    assert!(matches!(ball, Toy::Ball(ball) if ball.size == Some(3)));
}

#[test]
fn parents_stand_within_others() {
    let value = json!({
        "pets": [{"kind": "cat", "friends": [{"kind": "parrot", "words": 3}]}, {"kind": "hound", "breed": "Poodle"}],
        "favourite": null
    });
    let owner: Owner = serde_json::from_value(value.clone()).expect("an owner");
    assert_eq!(serde_json::to_value(&owner).expect("JSON"), value);
    assert_eq!(owner.validate(), Ok(()));
    assert_eq!(owner.favourite, Some(None));
    let made = Pet::Cat(Box::new(Cat {
        kind: "cat".to_owned(),
        friends: Some(vec![Pet::Base(Box::new(PetBase {
            kind: "parrot".to_owned(),
            additional_properties: [("words".to_owned(), json!(3))].into(),
            ..PetBase::default()
        }))]),
        ..Cat::default()
    }));
    assert_eq!(owner.pets.first(), Some(&made));
}

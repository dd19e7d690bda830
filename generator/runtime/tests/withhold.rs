//! What a sender leaves out of a value, wherever in it it stands.

use std::collections::BTreeMap;

use oasmith_runtime::tuple::Tuple;
use oasmith_runtime::withhold::{Sender, Withhold, by_client, by_server};

#[derive(Clone, Debug, Default, PartialEq)]
struct User {
    id: Option<i64>,
    key: Option<String>,
    friends: Vec<User>,
}

impl Withhold for User {
    fn withhold(&mut self, sender: Sender) {
        match sender {
            Sender::Client => self.id = None,
            Sender::Server => self.key = None,
        }
        self.friends.withhold(sender);
    }
}

/// With an id, a key, or both.
fn user(id: bool, key: bool) -> User {
    let plain = User {
        id: id.then_some(1),
        key: key.then(|| "k".to_owned()),
        friends: Vec::new(),
    };
    User {
        friends: vec![plain.clone()],
        ..plain
    }
}

#[test]
fn each_side_leaves_out_what_is_not_its_own() {
    assert_eq!(by_client(user(true, true)), user(false, true));
    assert_eq!(by_server(user(true, true)), user(true, false));
}

#[test]
fn containers_pass_it_on() {
    let (whole, left) = (user(true, true), user(false, true));
    assert_eq!(by_client(Some(whole.clone())), Some(left.clone()));
    assert_eq!(by_client(None::<User>), None);
    assert_eq!(by_client(Box::new(whole.clone())), Box::new(left.clone()));
    let map = |user: &User| BTreeMap::from([("a".to_owned(), vec![user.clone()])]);
    assert_eq!(by_client(map(&whole)), map(&left));
    let tuple = |user: &User| Tuple {
        parts: (Some(user.clone()), Some("text".to_owned()), None::<User>),
        rest: vec![user.clone()],
    };
    assert_eq!(by_client(tuple(&whole)), tuple(&left));
}

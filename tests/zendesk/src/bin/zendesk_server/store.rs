//! Users, organizations and who is a member of what, in memory. Nothing here knows of HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use generated::runtime::time::DateTime;
use generated::zendesk_organization_memberships::models::OrganizationMembershipCreate;

/// A row. Its address and the organization's name are put to it where it goes out.
#[derive(Clone)]
pub(crate) struct Membership {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) organization_id: i64,
    pub(crate) organization_name: String,
    pub(crate) is_default: bool,
    pub(crate) created_at: Option<DateTime>,
    pub(crate) updated_at: Option<DateTime>,
}

/// Why a membership cannot be saved.
#[derive(Clone, Copy)]
pub(crate) enum Invalid {
    UnknownUser,
    UnknownOrganization,
    AlreadyMember,
}

/// There is no such row.
pub(crate) struct NotFound;

/// All rows, behind one lock that is never held across an `await`.
pub(crate) struct Store {
    tables: Mutex<Tables>,
}

struct Tables {
    users: BTreeSet<i64>,
    organizations: BTreeMap<i64, &'static str>,
    memberships: BTreeMap<i64, Membership>,
    next_id: i64,
}

impl Store {
    /// Users 1 to 40 and four organizations; the first twelve users are members of one or two.
    pub(crate) fn seeded() -> Self {
        let store = Self {
            tables: Mutex::new(Tables {
                users: (1..=40).collect(),
                organizations: BTreeMap::from([
                    (1, "Bakery"),
                    (2, "Library"),
                    (3, "Museum"),
                    (4, "Theatre"),
                ]),
                memberships: BTreeMap::new(),
                // Ids of real accounts do not fit 32 bits.
                next_id: 5_000_000_001,
            }),
        };
        for user_id in 1..=12 {
            store.seed(user_id, user_id % 4 + 1);
            if user_id % 3 == 0 {
                store.seed(user_id, (user_id + 1) % 4 + 1);
            }
        }
        store
    }

    fn seed(&self, user_id: i64, organization_id: i64) {
        let membership = OrganizationMembershipCreate {
            user_id,
            organization_id,
            default: None,
        };
        // The seed above names only users and organizations that are there, and each pair once.
        let _ = self.create(&membership);
    }

    /// All of them, in the order of their ids.
    pub(crate) fn all(&self) -> Vec<Membership> {
        self.tables().memberships.values().cloned().collect()
    }

    pub(crate) fn find(&self, id: i64) -> Result<Membership, NotFound> {
        self.tables().memberships.get(&id).cloned().ok_or(NotFound)
    }

    /// The first membership of a user is the default one, whatever is asked for.
    pub(crate) fn create(&self, new: &OrganizationMembershipCreate) -> Result<Membership, Invalid> {
        let tables = &mut *self.tables();
        if !tables.users.contains(&new.user_id) {
            return Err(Invalid::UnknownUser);
        }
        let Some(name) = tables.organizations.get(&new.organization_id) else {
            return Err(Invalid::UnknownOrganization);
        };
        let others: Vec<i64> = tables
            .of_user(new.user_id)
            .map(|other| other.organization_id)
            .collect();
        if others.contains(&new.organization_id) {
            return Err(Invalid::AlreadyMember);
        }
        let now = now();
        let membership = Membership {
            id: tables.next_id,
            user_id: new.user_id,
            organization_id: new.organization_id,
            organization_name: (*name).to_owned(),
            is_default: others.is_empty() || new.default.flatten() == Some(true),
            created_at: now.clone(),
            updated_at: now,
        };
        tables.next_id += 1;
        tables.memberships.insert(membership.id, membership.clone());
        if membership.is_default {
            tables.set_default(new.user_id, membership.id);
        }
        Ok(membership)
    }

    /// Where it was the default one, the oldest that is left takes its place.
    pub(crate) fn delete(&self, id: i64) -> Result<(), NotFound> {
        let tables = &mut *self.tables();
        let deleted = tables.memberships.remove(&id).ok_or(NotFound)?;
        let oldest = tables.of_user(deleted.user_id).map(|left| left.id).next();
        if let Some(oldest) = oldest.filter(|_| deleted.is_default) {
            tables.set_default(deleted.user_id, oldest);
        }
        Ok(())
    }

    /// All memberships of the user: the default one first, then by the organization's name.
    pub(crate) fn make_default(&self, user_id: i64, id: i64) -> Result<Vec<Membership>, NotFound> {
        let tables = &mut *self.tables();
        if !tables
            .of_user(user_id)
            .any(|membership| membership.id == id)
        {
            return Err(NotFound);
        }
        tables.set_default(user_id, id);
        let mut all: Vec<Membership> = tables.of_user(user_id).cloned().collect();
        all.sort_by(|a, b| {
            let key = |row: &Membership| (!row.is_default, row.organization_name.clone());
            key(a).cmp(&key(b))
        });
        Ok(all)
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        // Every change above is complete or not begun, also where a panic has come between.
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tables {
    fn of_user(&self, user_id: i64) -> impl Iterator<Item = &Membership> {
        let all = self.memberships.values();
        all.filter(move |membership| membership.user_id == user_id)
    }

    /// A user has one default membership at most.
    fn set_default(&mut self, user_id: i64, id: i64) {
        let of_user = self.memberships.values_mut();
        for membership in of_user.filter(|membership| membership.user_id == user_id) {
            let is_default = membership.id == id;
            if membership.is_default != is_default {
                membership.is_default = is_default;
                membership.updated_at = now();
            }
        }
    }
}

/// To the second, as Zendesk writes it.
fn now() -> Option<DateTime> {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()?;
    DateTime::from_unix_timestamp(i64::try_from(since.as_secs()).ok()?)
}

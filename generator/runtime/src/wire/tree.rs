//! What stands between typed values and wire text.

use super::error::{Reason, said};

/// A value as texts, to any depth.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// `None`, null, or a parameter that is not there.
    Nothing,
    Scalar(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

/// A value as RFC 6570 knows it (section 2.3): a list or an object holds texts only.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Flat {
    Nothing,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Tree {
    /// The value for a style that cannot nest. Null properties are left out, as undefined ones are in RFC 6570; an
    /// object or a list that is then empty is undefined itself.
    pub(super) fn flat(self) -> Result<Flat, Reason> {
        Ok(match self {
            Self::Nothing => Flat::Nothing,
            Self::Scalar(text) => Flat::Scalar(text),
            Self::List(items) if items.is_empty() => Flat::Nothing,
            Self::List(items) => Flat::List(
                items
                    .into_iter()
                    .map(Self::item)
                    .collect::<Result<_, _>>()?,
            ),
            Self::Object(properties) => {
                let defined = properties
                    .into_iter()
                    .filter(|(_, value)| !matches!(value, Self::Nothing));
                let texts: Vec<_> = defined
                    .map(|(key, value)| Ok((key, value.item()?)))
                    .collect::<Result<_, Reason>>()?;
                if texts.is_empty() {
                    Flat::Nothing
                } else {
                    Flat::Object(texts)
                }
            }
        })
    }

    fn item(self) -> Result<String, Reason> {
        match self {
            Self::Scalar(text) => Ok(text),
            Self::Nothing => Err(said("a null within a list has no wire form")),
            Self::List(_) | Self::Object(_) => Err(said(
                "its style cannot hold lists or objects within each other",
            )),
        }
    }

    pub(super) fn is_one_empty_item(&self) -> bool {
        matches!(self, Self::List(items) if matches!(&items[..], [Self::Scalar(text)] if text.is_empty()))
    }
}

impl From<Flat> for Tree {
    fn from(flat: Flat) -> Self {
        match flat {
            Flat::Nothing => Self::Nothing,
            Flat::Scalar(text) => Self::Scalar(text),
            Flat::List(items) => Self::List(items.into_iter().map(Self::Scalar).collect()),
            Flat::Object(properties) => Self::Object(
                properties
                    .into_iter()
                    .map(|(key, text)| (key, Self::Scalar(text)))
                    .collect(),
            ),
        }
    }
}

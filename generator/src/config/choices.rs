//! `[derive]`, `[rename]` and `[types]` of `oasmith.toml`.
//!
//! ```toml
//! [derive]                  # traits that are not derived everywhere
//! ord = false               # `Ord` for every record that can have it, not only for small ones
//!
//! [rename]                  # what stands in the document = what it is called
//! schemas = { Pet = "Animal" }
//! properties = { "Pet.kind" = "species" }
//! operations = { listPets = "pets" }
//! parameters = { "listPets.limit" = "most" }
//! values = { "Kind.cat" = "Feline" }
//! tags = { "Pets & Co." = "pets" }
//!
//! [types]                   # types of other crates, by schema or by format
//! schemas = { Money = "my_money::Money" }
//! formats = { decimal = { path = "rust_decimal::Decimal", crate = "rust_decimal", version = "1" } }
//! ```

use std::collections::BTreeMap;

use super::file::{ConfigError, Reader, Spanned};
use crate::rust::name::Renamed;
use crate::rust::{Dependency, Foreign, RustPath};

const RENAMED: [&str; 6] = [
    "schemas",
    "properties",
    "operations",
    "parameters",
    "values",
    "tags",
];
const DERIVES: [&str; 1] = ["ord"];
const TYPES: [&str; 2] = ["schemas", "formats"];
const FOREIGN: [&str; 5] = ["path", "crate", "version", "features", "default-features"];

type Types = BTreeMap<String, Foreign>;

impl Reader<'_> {
    pub(super) fn renamed(&self, value: &Spanned<'_>) -> Result<Renamed, ConfigError> {
        let mut renamed = Renamed::default();
        for (key, value) in self.table(value)? {
            let names = match key.get_ref().as_ref() {
                "schemas" => &mut renamed.schemas,
                "properties" => &mut renamed.properties,
                "operations" => &mut renamed.operations,
                "parameters" => &mut renamed.parameters,
                "values" => &mut renamed.values,
                "tags" => &mut renamed.tags,
                unknown => return Err(self.unknown(unknown, key.span(), &RENAMED)),
            };
            for (name, value) in self.table(value)? {
                names.insert(name.get_ref().to_string(), self.text(value)?);
            }
        }
        Ok(renamed)
    }

    /// Whether every record that can be is `Ord`.
    pub(super) fn derives(&self, value: &Spanned<'_>) -> Result<bool, ConfigError> {
        let mut ord = false;
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "ord" => ord = self.flag(value)?,
                unknown => return Err(self.unknown(unknown, key.span(), &DERIVES)),
            }
        }
        Ok(ord)
    }

    /// Types by schema, and by format.
    pub(super) fn types(&self, value: &Spanned<'_>) -> Result<(Types, Types), ConfigError> {
        let (mut schemas, mut formats) = (Types::new(), Types::new());
        for (key, value) in self.table(value)? {
            let types = match key.get_ref().as_ref() {
                "schemas" => &mut schemas,
                "formats" => &mut formats,
                unknown => return Err(self.unknown(unknown, key.span(), &TYPES)),
            };
            for (name, value) in self.table(value)? {
                types.insert(name.get_ref().to_string(), self.foreign(value)?);
            }
        }
        Ok((schemas, formats))
    }

    fn foreign(&self, value: &Spanned<'_>) -> Result<Foreign, ConfigError> {
        if value.get_ref().as_str().is_some() {
            let path = self.path(value)?;
            return Ok(Foreign {
                path,
                dependency: None,
            });
        }
        let (mut path, mut name, mut version) = (None, None, None);
        let (mut features, mut default_features) = (Vec::new(), true);
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "path" => path = Some(self.path(value)?),
                "crate" => name = Some(self.text(value)?),
                "version" => version = Some(self.text(value)?),
                "features" => features = self.texts(value)?,
                "default-features" => default_features = self.flag(value)?,
                unknown => return Err(self.unknown(unknown, key.span(), &FOREIGN)),
            }
        }
        let dependency = match (name, version) {
            (Some(name), Some(version)) => Some(Dependency {
                name,
                version,
                features,
                default_features,
                optional: false,
            }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                return Err(self.error(value.span(), "`crate` and `version` go together"));
            }
        };
        let path = path.ok_or_else(|| self.error(value.span(), "`path` is missing"))?;
        Ok(Foreign { path, dependency })
    }

    fn path(&self, value: &Spanned<'_>) -> Result<RustPath, ConfigError> {
        let path = self.text(value)?.parse();
        path.map_err(|_| self.mismatch(value, "a path to a type, like `my_crate::Money`"))
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, read};

    fn check(text: &str) -> Result<Config, String> {
        let mut config = Config::new("default");
        let text = format!("specs = 'a'\n{text}");
        read("oasmith.toml", &text, &mut config).map_err(|error| error.to_string())?;
        Ok(config)
    }

    #[test]
    fn names_and_types_are_chosen() {
        let text = "extensions = true\nnon-exhaustive = true\n[derive]\nord = true\n[rename]\nschemas = { Pet = 'Animal' }\nproperties = { 'Pet.kind' = 'species' }\n\
                    parameters = { 'listPets.limit' = 'most' }\nvalues = { 'Kind.cat' = 'Feline' }\n\
                    [types]\nschemas = { Money = 'my_money::Money' }\n\
                    [types.formats.decimal]\npath = 'rust_decimal::Decimal'\ncrate = 'rust_decimal'\nversion = '1'\nfeatures = ['serde-float']\n";
        let choices = check(text).unwrap().choices;
        assert!(choices.extensions && choices.non_exhaustive && choices.ord);
        assert_eq!(choices.renamed.schemas["Pet"], "Animal");
        assert_eq!(choices.renamed.properties["Pet.kind"], "species");
        assert_eq!(choices.renamed.parameters["listPets.limit"], "most");
        assert_eq!(choices.renamed.values["Kind.cat"], "Feline");
        assert_eq!(choices.schemas["Money"].path.as_str(), "my_money::Money");
        assert_eq!(choices.schemas["Money"].dependency, None);
        let decimal = choices.formats["decimal"].dependency.clone().unwrap();
        assert_eq!(
            (decimal.name.as_str(), decimal.features),
            ("rust_decimal", vec!["serde-float".to_owned()])
        );
    }

    #[test]
    fn mistakes_are_shown_where_they_stand() {
        for (text, message) in [
            (
                "[derive]\norder = true",
                "unknown key `order`\n --> oasmith.toml:3:1\n  = help: the keys are `ord`",
            ),
            (
                "[rename]\nschema = {}",
                "unknown key `schema`\n --> oasmith.toml:3:1\n  = help: did you mean `schemas`?",
            ),
            (
                "[types]\nformats = { a = 'Vec<u8>' }",
                "expected a path to a type, like `my_crate::Money`, found `'Vec<u8>'`\n --> oasmith.toml:3:17",
            ),
            (
                "[types]\nformats = { a = { path = 'a::B', crate = 'a' } }",
                "`crate` and `version` go together\n --> oasmith.toml:3:17",
            ),
            (
                "[types]\nformats = { a = { crate = 'a', version = '1' } }",
                "`path` is missing\n --> oasmith.toml:3:17",
            ),
            (
                "rename = 1",
                "expected a table, found `1`\n --> oasmith.toml:2:10",
            ),
        ] {
            assert_eq!(check(text).unwrap_err(), message);
        }
    }
}

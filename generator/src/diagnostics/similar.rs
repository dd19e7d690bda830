/// A word longer than this is no slip of anybody's.
const LONGEST: usize = 100;

/// The name that somebody probably meant who wrote `word`; none where nothing comes near. Case and word breaks do not count.
pub fn similar<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = letters(word);
    let length = word.chars().count();
    let limit = match length {
        0..6 => 1,
        6..12 => 2,
        _ => 3,
    };
    if length > LONGEST {
        return None;
    }
    let near = names.into_iter().filter_map(|name| {
        if name.len() > 4 * LONGEST {
            return None;
        }
        let distance = strsim::osa_distance(&word, &letters(name));
        // A name of one letter is near to every other such.
        (distance <= limit && distance < length).then_some((distance, name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn only_slips_are_similar() {
        for (word, names, expected) in [
            ("Pets", &["Order", "Pet"][..], Some("Pet")),
            ("user_id", &["UserId"], Some("UserId")),
            ("Order", &["User"], None),
            ("tpye", &["types", "type"], Some("type")),
            (
                "OrganisationMember",
                &["OrganizationMember"],
                Some("OrganizationMember"),
            ),
            ("a", &["b"], None),
            ("", &["a"], None),
        ] {
            assert_eq!(similar(word, names.iter().copied()), expected, "{word}");
        }
    }
}

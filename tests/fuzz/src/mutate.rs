//! Changes to JSON as a tree.

use serde_json::{Map, Value as Json, json};

/// Small numbers that look random, the same for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or_default()
    }
}

/// The text of JSON with one to four changes; none if it is no JSON.
pub(crate) fn mutated(bytes: &[u8], seed: u32) -> Option<String> {
    let mut json: Json = serde_json::from_slice(bytes).ok()?;
    let mut chance = Chance(u64::from(seed));
    for _ in 0..=chance.below(4) {
        let donor = {
            let mut all = Vec::new();
            each(&json, &mut all);
            let picked = all[chance.below(all.len())];
            // What is put elsewhere stays small, or the tree doubles with every change.
            if weight(picked) < 400 {
                picked.clone()
            } else {
                Json::Null
            }
        };
        let count = count(&json);
        let mut at = chance.below(count);
        change(&mut json, &mut at, &donor, &mut chance);
    }
    Some(json.to_string())
}

fn each<'a>(json: &'a Json, all: &mut Vec<&'a Json>) {
    all.push(json);
    match json {
        Json::Array(list) => list.iter().for_each(|inner| each(inner, all)),
        Json::Object(fields) => fields.values().for_each(|inner| each(inner, all)),
        _ => {}
    }
}

fn count(json: &Json) -> usize {
    1 + match json {
        Json::Array(list) => list.iter().map(count).sum(),
        Json::Object(fields) => fields.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

fn weight(json: &Json) -> usize {
    count(json)
}

/// Changes the value that stands at a place of the tree, counted from its root.
fn change(json: &mut Json, at: &mut usize, donor: &Json, chance: &mut Chance) -> bool {
    if *at == 0 {
        changed(json, donor, chance);
        return true;
    }
    *at -= 1;
    match json {
        Json::Array(list) => list.iter_mut().any(|inner| change(inner, at, donor, chance)),
        Json::Object(fields) => {
            // Of the fields of one object, any that is found first.
            let mut found = false;
            for inner in fields.values_mut() {
                found = found || change(inner, at, donor, chance);
            }
            found
        }
        _ => false,
    }
}

fn changed(json: &mut Json, donor: &Json, chance: &mut Chance) {
    match (chance.below(6), &mut *json) {
        (0, Json::Array(list)) if !list.is_empty() => {
            list.remove(chance.below(list.len()));
        }
        (1, Json::Array(list)) if !list.is_empty() => {
            let again = list[chance.below(list.len())].clone();
            list.insert(chance.below(list.len() + 1), again);
        }
        (2, Json::Array(list)) if !list.is_empty() => {
            let (one, other) = (chance.below(list.len()), chance.below(list.len()));
            list.swap(one, other);
        }
        (3, Json::Array(list)) => list.push(donor.clone()),
        (0, Json::Object(fields)) if !fields.is_empty() => {
            let key = key(fields, chance);
            fields.remove(&key);
        }
        (1 | 2, Json::Object(fields)) if !fields.is_empty() => {
            let key = key(fields, chance);
            fields.insert(key, donor.clone());
        }
        (3, Json::Object(fields)) => {
            let keys = [
                "__proto__",
                "id",
                "newer",
                "set_aside",
                "ancestors",
                "items",
                "extra",
                "",
            ];
            fields.insert(keys[chance.below(keys.len())].into(), donor.clone());
        }
        (0..=3, _) => *json = odd(chance),
        _ => *json = donor.clone(),
    }
}

fn key(fields: &Map<String, Json>, chance: &mut Chance) -> String {
    let at = chance.below(fields.len());
    fields.keys().nth(at).cloned().unwrap_or_default()
}

/// What stands at the edges.
fn odd(chance: &mut Chance) -> Json {
    let odd = [
        json!(""),
        json!(" "),
        json!(null),
        json!([]),
        json!({}),
        json!(0),
        json!(-0.0),
        json!(u32::MAX),
        json!(9_007_199_254_740_993_u64),
        json!(1e300),
        json!(0.1),
        json!("0000-01-01"),
        json!("0001-01-01"),
        json!("9999-12-31"),
        json!("2012-07-06"),
        json!("2012-12-31"),
        json!("profile"),
        json!("items"),
        json!("item-1"),
        json!("a"),
        json!("__proto__"),
        json!("constructor"),
        json!("good"),
        json!("branch"),
        json!("\u{202e}\u{2066}\u{200b}"),
        json!("\u{feff}=1+1"),
        json!("\u{0}\u{1f}"),
        json!("🏫\u{301}\u{301}"),
        json!("\"=HYPERLINK(1)\""),
        json!(true),
    ];
    odd[chance.below(odd.len())].clone()
}

//! Small flat entries as JSON: what storage keeps beside the books.

use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::line;

/// Texts by name, as one JSON object on one line.
pub fn encode_texts(texts: &[(&str, &str)]) -> String {
    let mut fields = Fields::default();
    for (name, text) in texts {
        fields.put_text(name, text);
    }
    line(&Json::Object(fields))
}

/// Reads what [`encode_texts`] wrote: the texts of these names, `None` where one is missing.
pub fn decode_texts<const N: usize>(json: &str, names: [&str; N]) -> Option<[Option<String>; N]> {
    let Ok(Json::Object(fields)) = parse(json) else {
        return None;
    };
    Some(names.map(|name| fields.text(name).map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back() {
        let json = encode_texts(&[("id", "a"), ("text", "{\"format\":\"jinwei\"}\n“两张皮”")]);
        let read = decode_texts(&json, ["text", "id", "more"]);
        let text = Some("{\"format\":\"jinwei\"}\n“两张皮”".to_owned());
        assert_eq!(read, Some([text, Some("a".to_owned()), None]));
        assert_eq!(decode_texts("[]", ["id"]), None);
    }
}

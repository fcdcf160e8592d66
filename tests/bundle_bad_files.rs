//! Files that people will choose by mistake, and files that went wrong on the way.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::path::Path;

use jinwei::bundle::{Bundle, Unreadable, read};

fn open(name: &str) -> Result<Bundle, Unreadable> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/bad")
        .join(name);
    read(&std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Each file, its case, and a part of its words.
const REFUSED: &[(&str, &str, &str)] = &[
    ("empty.json", "empty", "是空的"),
    ("truncated.json", "truncated", "不完整"),
    ("gbk.json", "gbk", "GBK"),
    ("utf-16.json", "utf_16", "UTF-16"),
    ("syntax.json", "not_json", "第 14 行"),
    ("web-page.html", "not_json", "网页"),
    ("packed.zip", "other_program", "压缩文件"),
    ("geojson.json", "foreign", "别的程序"),
    ("newer-version.json", "newer_version", "更新到最新版"),
    ("unknown-kind.json", "unknown_kind", "poll"),
    ("no-digest.json", "missing_digest", "缺少校验码"),
    ("wrong-digest.json", "wrong_digest", "与校验码不符"),
    ("duplicate-keys.json", "duplicate_key", "handler"),
    ("lone-surrogate.json", "lone_surrogate", "半个字符"),
    ("deep.json", "too_deep", "嵌套过深"),
];

#[test]
fn each_is_refused_with_words_of_its_own() {
    for (file, code, words) in REFUSED {
        let error = open(file).expect_err(file);
        assert_eq!(error.code(), *code, "{file}");
        let said = error.words();
        assert!(said.contains(words), "{file}: {said}");
        assert!(said.contains("没有任何改动"), "{file}: {said}");
        assert!(said.contains('请'), "{file} says what to do: {said}");
    }
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let bundle = open("bom.json").expect("accepted");
    assert_eq!((bundle.books.len(), bundle.set_aside_count()), (1, 0));
}

#[test]
fn one_bad_record_does_not_keep_the_good_ones_out() {
    let bundle = open("one-bad-record.json").expect("accepted");
    let document = bundle.books[0].as_document();
    let items = document.list("items").expect("a ledger");
    let ids: Vec<_> = items.iter().map(|item| item.id().to_string()).collect();
    assert_eq!(ids, ["item-1", "item-3"]);
    let [aside] = document.head().set_aside.as_slice() else {
        panic!("one record is set aside");
    };
    assert!(
        aside.reason.starts_with("“完成时限”不是有效的日期"),
        "{}",
        aside.reason
    );
    assert!(aside.json.contains("宣传委员缺额"), "{}", aside.json);
}

#[test]
fn every_file_of_the_folder_is_in_a_test() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a plain name");
        let known = ["README.md", "bom.json", "one-bad-record.json"].contains(&name.as_str());
        assert!(known || REFUSED.iter().any(|(file, ..)| *file == name), "{name}");
    }
}

/// Bytes rather than files: encodings and cuts that are too small to keep.
#[test]
fn encodings() {
    let code = |bytes: &[u8]| read(bytes).expect_err("no bundle").code();
    assert_eq!(code(b" \r\n\t"), "empty");
    assert_eq!(code(b"\xef\xbb\xbf"), "empty");
    assert_eq!(code(b"{\0\"\0"), "utf_16");
    assert_eq!(code(b"\0{\0\""), "utf_16");
    assert_eq!(code(b"\xfe\xff\0{"), "utf_16");
    assert_eq!(code(b"{\"a\":\"\xb5\xb3\"}"), "gbk");
    assert_eq!(code(b"{\"a\":\"\xff\xff\"}"), "not_utf_8");
    assert_eq!(
        code("{\"a\":\"党".as_bytes().split_last().expect("bytes").1),
        "truncated"
    );
    assert_eq!(code(b"{\"a\":\"\\ud800\"}"), "lone_surrogate");
    assert_eq!(code(b"{\"a\":\"\\udc00x\"}"), "lone_surrogate");
    assert_eq!(code(b"{\"\\ud800\\u0041\":1}"), "lone_surrogate");
    assert_eq!(code(b"{\"a\":1} {"), "not_json");
    assert_eq!(code(b"{\"a\":01}"), "not_json");
    assert_eq!(code(b"{\"a\":1,}"), "not_json");
    assert_eq!(
        code(b"{\"format\":\"jinwei\",\"version\":1,\"kind\":\"backup\",\"a\":1e999,\"digest\":\"\"}"),
        "number_out_of_range"
    );
    assert_eq!(code(b"[1,2]"), "foreign");
    assert_eq!(code(b"{\"a\":tr"), "truncated");
}

//! Signatures and sealed files: what they cover, what they look like, and that other programs' cryptography agrees. The files
//! in `tests/fixtures/trust` were written by the page in a browser, and are kept for ever.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::fmt::Write as _;
use std::path::Path;

use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use chrono::NaiveDate;
use hkdf::Hkdf;
use jinwei::bundle::{
    BundleKind, CHECK, CreatedBy, Desk, ENCRYPTION, ES256, Holds, ITERATIONS, MAX_ITERATIONS, MAX_RECORDS,
    MIN_ITERATIONS, Outgoing, Sealed, Signature, canonical_json, decode_bytes, encode_bytes, fingerprint,
    read, reread, signed_json, to_sign, write, write_signed,
};
use jinwei::domain::{Book, Books, Id, KeyBook, KeyState, KnownKey};
use jinwei::sample;
use jinwei::state::{
    Party, Proof, Source, Trust, is_of_one, may_take, noted, party, spoken_for, trust_of, trust_together,
};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature as P256Signature, SigningKey, VerifyingKey};
use serde_json::{Value as Json, json};
use sha2_0_10::{Digest as _, Sha256};

/// The passphrase of the fixture.
const PASSPHRASE: &str = "六月飞雪-2012";

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/trust")
        .join(name);
    std::fs::read_to_string(path).expect("a fixture")
}

/// Whether the key in a bundle signed it, by an independent program.
fn is_signed(text: &str) -> bool {
    let signature = read(text.as_bytes()).expect("a bundle").envelope.signature;
    let (key, value) = signature.and_then(|it| it.bytes()).expect("a signature");
    let message = signed_json(text).expect("JSON");
    let key = VerifyingKey::from_sec1_bytes(&key).expect("a point of the curve");
    let value = P256Signature::from_slice(&value).expect("r and s");
    key.verify(message.as_bytes(), &value).is_ok()
}

/// JSON with its digest, as anybody can make it.
fn digested(mut json: Json) -> String {
    json["digest"] = "".into();
    let canonical = canonical_json(&json.to_string()).expect("JSON");
    let mut digest = String::new();
    for byte in Sha256::digest(canonical.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    json["digest"] = digest.into();
    json.to_string()
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

fn outgoing(books: &[Book]) -> Outgoing<'_> {
    Outgoing {
        kind: BundleKind::Submission,
        bundle_id: Id::parse("signed-by-a-test").expect("an id"),
        supersedes: None,
        programme: "huajiaofa-2012-12",
        created_at: "2012-07-05T15:30:00+08:00",
        created_by: CreatedBy {
            desk: Desk::Unit,
            unit: "示例中学党总支".into(),
            unit_id: Id::parse("sample-unit").ok(),
        },
        revision: 1,
        books,
        findings: &[],
        attachments: &[],
    }
}

#[test]
fn what_the_page_signed_is_verified_by_another_program() {
    let text = fixture("signed.json");
    assert!(is_signed(&text));
    let bundle = read(text.as_bytes()).expect("a bundle");
    assert!(bundle.extra.is_empty(), "the signature is known");
    assert_eq!(bundle.set_aside_count(), 0);
    let signature = bundle.envelope.signature.expect("a signature");
    assert_eq!(signature.algorithm, ES256);
    assert_eq!(fingerprint(&signature.key).len(), 29);
}

/// Any change of content or key is seen, also where whoever made it wrote the digest anew.
#[test]
fn the_signature_covers_everything() {
    let text = fixture("signed.json");
    let other = SigningKey::from_slice(&[7; 32]).expect("a key");
    let point = other.verifying_key().to_encoded_point(false);
    let changes: [&dyn Fn(&mut Json); 6] = [
        &|json| json["created_at"] = "2012-07-06T15:30:00+08:00".into(),
        &|json| json["created_by"]["unit"] = "别的单位".into(),
        &|json| json["revision"] = 2.into(),
        &|json| json["documents"][0]["profile"]["secretary"] = "别人".into(),
        &|json| json["more"] = "later".into(),
        &|json| json["signature"]["key"] = encode_bytes(point.as_bytes()).into(),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let mut file = json(&text);
        change(&mut file);
        let altered = digested(file);
        read(altered.as_bytes()).expect("the digest is right");
        assert!(!is_signed(&altered), "change {at}");
    }
    // Spaces and the order of keys are no content.
    assert!(is_signed(&json(&text).to_string()));
}

/// What is read is what was signed: spelling a number otherwise breaks neither digest nor signature, and so changes nothing.
#[test]
fn numbers_that_are_spelled_otherwise_on_the_way_are_the_same() {
    let text = fixture("signed.json");
    for spelling in [".0", "0E-1", "e+00"] {
        let mut otherwise = String::new();
        let mut respelled = 0;
        for line in text.split_inclusive('\n') {
            let number = line.trim_end().rsplit(": ").next().unwrap_or_default();
            let (digits, end) = number.split_at(number.len() - usize::from(number.ends_with(',')));
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                otherwise.push_str(line);
                continue;
            }
            otherwise.push_str(&line.replace(number, &format!("{digits}{spelling}{end}")));
            respelled += 1;
        }
        assert!(respelled > 5, "{respelled}");
        assert!(is_signed(&otherwise));
        assert_eq!(read(otherwise.as_bytes()), read(text.as_bytes()), "{spelling}");
    }
}

#[test]
fn what_another_program_signs_is_read() {
    let key = SigningKey::from_slice(&[7; 32]).expect("a key");
    let public = encode_bytes(key.verifying_key().to_encoded_point(false).as_bytes());
    let books = sample::unit_of_three().all();
    let outgoing = outgoing(&books);
    let value: P256Signature = key.sign(to_sign(&outgoing, &public).as_bytes());
    let signature = Signature {
        value: encode_bytes(&value.to_bytes()),
        ..Signature::begin(public)
    };
    let written = write_signed(&outgoing, Some(signature.clone()));
    let bundle = reread(&written.text, &books).expect("it comes back");
    assert_eq!(bundle.envelope.signature.as_ref(), Some(&signature));
    assert!(is_signed(&written.text));
    let covered = signed_json(&written.text).expect("JSON");
    let key = bundle.envelope.signature.expect("a signature").key;
    assert_eq!(covered, to_sign(&outgoing, &key));
}

/// A program from before knows no signatures: it takes one for a field like any other.
#[test]
fn the_digest_is_what_it_always_was() {
    let text = fixture("signed.json");
    let digest = json(&text)["digest"].clone();
    assert_eq!(json(&digested(json(&text)))["digest"], digest);
    let books = sample::unit_of_three().all();
    let unsigned = write(&outgoing(&books));
    assert!(!unsigned.text.contains("signature"));
    assert_eq!(
        read(unsigned.text.as_bytes())
            .expect("a bundle")
            .envelope
            .signature,
        None
    );
}

#[test]
fn signatures_that_are_none() {
    let with = |signature: Json| {
        let mut bundle = json(&fixture("signed.json"));
        bundle["signature"] = signature;
        read(digested(bundle).as_bytes())
    };
    for bad in [
        json!("AA"),
        json!([]),
        json!({}),
        json!({ "algorithm": 1 }),
        json!({ "key": "AA" }),
    ] {
        let error = with(bad.clone()).expect_err("no signature");
        assert_eq!(error.code(), "envelope_field", "{bad}");
    }
    // What a later program may write is no damage, and nothing that is known here.
    let later = with(json!({ "algorithm": "Ed25519", "certificate": ["AA"] })).expect("read");
    assert_eq!(later.envelope.signature.expect("a signature").bytes(), None);
    let good = json(&fixture("signed.json"))["signature"].clone();
    for (field, bad) in [
        ("key", String::new()),
        ("key", "A".repeat(87)),
        ("key", good["key"].as_str().unwrap_or_default().replace('B', "C")),
        ("key", format!("{}=", good["key"].as_str().unwrap_or_default())),
        ("value", String::new()),
        ("value", "A".repeat(1_000_000)),
    ] {
        let mut signature = good.clone();
        signature[field] = bad.into();
        if let Ok(bundle) = with(signature) {
            let bytes = bundle.envelope.signature.expect("a signature").bytes();
            // A point that is none is found by whoever verifies.
            assert!(bytes.is_none_or(|(key, _)| key[0] == 4 && VerifyingKey::from_sec1_bytes(&key).is_err()));
        }
    }
}

/// Key and check value of a passphrase, by an independent program.
fn derived(sealed: &Sealed, passphrase: &str) -> ([u8; 32], [u8; 16]) {
    let mut secret = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(
        passphrase.as_bytes(),
        &sealed.salt,
        sealed.iterations,
        &mut secret,
    );
    let expand = Hkdf::<Sha256>::new(Some(&[]), &secret);
    let (mut key, mut check) = ([0; 32], [0; 16]);
    expand.expand(ENCRYPTION.as_bytes(), &mut key).expect("a key");
    expand.expand(CHECK.as_bytes(), &mut check).expect("a value");
    (key, check)
}

fn opened(sealed: &Sealed, key: &[u8; 32]) -> Option<Vec<u8>> {
    let cipher = Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key));
    cipher
        .decrypt(Nonce::from_slice(&sealed.iv), &*sealed.ciphertext)
        .ok()
}

#[test]
fn what_the_page_sealed_is_opened_by_another_program() {
    let text = fixture("sealed.json");
    let mut sealed = Sealed::read(text.as_bytes()).expect("a sealed file");
    assert_eq!((sealed.holds, sealed.iterations), (Holds::Bundle, ITERATIONS));
    assert_eq!(sealed.write(), text, "written as it was read");
    let (key, check) = derived(&sealed, PASSPHRASE);
    assert_eq!(check, sealed.check);
    assert_eq!(opened(&sealed, &key), Some(fixture("signed.json").into_bytes()));
    // A wrong passphrase is known by the check value, an altered content by the tag.
    let (other_key, other_check) = derived(&sealed, "六月飞雪-2013");
    assert!(other_check != sealed.check && opened(&sealed, &other_key).is_none());
    sealed.ciphertext[1000] ^= 1;
    assert_eq!(opened(&sealed, &key), None);
}

#[test]
fn a_sealed_file_is_no_bundle() {
    let error = read(fixture("sealed.json").as_bytes()).expect_err("closed");
    assert_eq!(error.code(), "sealed");
    assert!(error.words().contains("口令") && error.words().contains("没有任何改动"));
    let error = Sealed::read(fixture("signed.json").as_bytes()).expect_err("a bundle");
    assert_eq!(error.code(), "foreign");
}

#[test]
fn damage_and_truncation_are_told_apart_without_a_passphrase() {
    let text = fixture("sealed.json");
    for end in [1, 60, 200, text.len() / 2, text.len() - 120, text.len() - 3] {
        let error = Sealed::read(&text.as_bytes()[..end]).expect_err("cut off");
        assert_eq!(error.code(), "truncated", "at {end}");
        assert!(error.words().contains("不完整"));
    }
    // Cut in the middle and closed again, as a mail program might.
    let mut shorter = json(&text);
    shorter["ciphertext"] = shorter["ciphertext"].as_str().expect("text")[..5000].into();
    for cut in [shorter.to_string(), digested(shorter)] {
        assert_eq!(Sealed::read(cut.as_bytes()).expect_err("cut").code(), "truncated");
    }
    for field in ["salt", "iv", "check", "ciphertext", "kdf", "holds"] {
        let mut damaged = json(&text);
        let was = damaged[field].as_str().expect("text").to_owned();
        let letter = if was.starts_with('A') { "B" } else { "A" };
        damaged[field] = format!("{letter}{}", &was[1..]).into();
        let error = Sealed::read(damaged.to_string().as_bytes()).expect_err("damaged");
        assert_eq!(error.code(), "wrong_digest", "{field}");
    }
}

/// Whoever writes a file with bad intent writes its digest as well.
#[test]
fn what_a_sealed_file_may_hold_is_bounded() {
    let good = json(&fixture("sealed.json"));
    Sealed::read(digested(good.clone()).as_bytes()).expect("good");
    let long = encode_bytes(&[0; 65]);
    for (field, bad, code) in [
        ("version", json!(0), "envelope_field"),
        ("version", json!(2), "newer_version"),
        ("version", json!("1"), "envelope_field"),
        ("iterations", json!(MIN_ITERATIONS - 1), "envelope_field"),
        ("iterations", json!(MAX_ITERATIONS + 1), "envelope_field"),
        ("iterations", json!(4_294_967_295_u32), "envelope_field"),
        ("iterations", json!(1e15), "envelope_field"),
        ("iterations", json!(-1), "envelope_field"),
        ("iterations", json!(null), "envelope_field"),
        ("kdf", json!("scrypt"), "envelope_field"),
        ("cipher", json!("AES-256-CBC"), "envelope_field"),
        ("holds", json!("program"), "envelope_field"),
        ("salt", json!(""), "envelope_field"),
        ("salt", json!("AAAA"), "envelope_field"),
        ("salt", json!(long), "envelope_field"),
        (
            "salt",
            json!("####################################"),
            "envelope_field",
        ),
        ("iv", json!("AAAA"), "envelope_field"),
        ("iv", json!(long), "envelope_field"),
        ("check", json!("AAAA"), "envelope_field"),
        ("check", json!([1, 2]), "envelope_field"),
        ("ciphertext", json!("AAAA"), "truncated"),
        ("ciphertext", json!(7), "truncated"),
        (
            "ciphertext",
            json!(format!("{}==", good["ciphertext"].as_str().unwrap_or_default())),
            "envelope_field",
        ),
        ("length", json!(4_294_967_295_u32), "truncated"),
        ("length", json!(0), "envelope_field"),
        (
            "length",
            json!(good["length"].as_u64().unwrap_or_default() - 1),
            "envelope_field",
        ),
        ("length", json!("26486"), "envelope_field"),
    ] {
        let mut file = good.clone();
        file[field] = bad.clone();
        let error = Sealed::read(digested(file).as_bytes()).expect_err(field);
        assert_eq!(error.code(), code, "{field}: {bad}");
    }
    // Less than a tag is nothing that was encrypted.
    let mut file = good;
    file["ciphertext"] = encode_bytes(&[0; 15]).into();
    file["length"] = 15.into();
    assert_eq!(
        Sealed::read(digested(file).as_bytes())
            .expect_err("too little")
            .code(),
        "envelope_field"
    );
}

fn source(whose: &str, name: &str, proof: Proof) -> Source {
    Source {
        party: Party {
            whose: whose.into(),
            name: name.into(),
        },
        instead_of: Vec::new(),
        is_elsewhere: false,
        proof,
        own: false,
    }
}

fn signed(key: &str) -> Proof {
    Proof::Signed(key.into())
}

fn note(keys: Option<&KeyBook>, source: &Source, state: KeyState) -> Option<KeyBook> {
    let mut last = keys.map_or(0, |keys| keys.known_keys.len() as u128 + 1);
    let mut new_id = || {
        last += 1;
        Id::from_random(last.to_be_bytes())
    };
    let on = NaiveDate::from_ymd_opt(2012, 7, 5).unwrap_or_default();
    noted(keys, source, state, on, &mut new_id)
}

#[test]
fn a_key_is_known_from_the_first_file_on() {
    let school = |proof| source("unit:a", "甲校", proof);
    for (proof, trust) in [
        (Proof::Unsigned, Trust::Unsigned),
        (Proof::Unsupported, Trust::Unsupported),
        (Proof::Unverified, Trust::Unverified),
        (Proof::Wrong, Trust::Wrong),
        (signed("K1"), Trust::First),
    ] {
        assert_eq!(trust_of(None, &school(proof)), trust);
    }
    assert_eq!(note(None, &school(Proof::Unsigned), KeyState::Known), None);
    let keys = note(None, &school(signed("K1")), KeyState::Known).expect("noted");
    assert_eq!(
        note(Some(&keys), &school(signed("K1")), KeyState::Known),
        None,
        "once"
    );
    for (proof, trust) in [
        (signed("K1"), Trust::Same),
        (signed("K2"), Trust::Changed),
        // Whoever takes the signature off is asked about like whoever changes it.
        (Proof::Unsigned, Trust::Missing),
        (Proof::Unsupported, Trust::Missing),
        (Proof::Unverified, Trust::Unverified),
        (Proof::Wrong, Trust::Wrong),
    ] {
        assert_eq!(trust_of(Some(&keys), &school(proof)), trust);
    }
    // Another unit is another matter; the same name with other ids is not.
    assert_eq!(
        trust_of(Some(&keys), &source("unit:b", "乙校", signed("K2"))),
        Trust::First
    );
    assert_eq!(
        trust_of(Some(&keys), &source("unit:b", "甲校", signed("K2"))),
        Trust::Changed
    );
    assert_eq!(
        trust_of(Some(&keys), &source("unit:b", " 甲校 ", signed("K1"))),
        Trust::Same
    );
    assert_eq!(
        trust_of(Some(&keys), &source("branch:b", "甲校", signed("K2"))),
        Trust::First
    );
    let own = Source {
        own: true,
        ..school(signed("K9"))
    };
    assert_eq!(trust_of(Some(&keys), &own), Trust::Own);
}

/// More than a file may hold would be in no backup any more.
#[test]
fn no_more_keys_are_noted_than_a_file_may_hold() {
    let mut keys = note(None, &source("unit:a", "甲校", signed("K")), KeyState::Known).expect("noted");
    let known = keys.known_keys[0].clone();
    for at in 1..MAX_RECORDS {
        let whose = format!("unit:{at}");
        keys.known_keys.push(KnownKey {
            whose,
            ..known.clone()
        });
    }
    let one_more = source("unit:new", "乙校", signed("K2"));
    assert_eq!(note(Some(&keys), &one_more, KeyState::Known), None);
    // What is known can be said anew.
    let refused = note(
        Some(&keys),
        &source("unit:1", "甲校", signed("K")),
        KeyState::Refused,
    );
    assert_eq!(refused.map(|keys| keys.known_keys.len()), Some(MAX_RECORDS));
    keys.known_keys.pop();
    assert!(note(Some(&keys), &one_more, KeyState::Known).is_some());
}

#[test]
fn what_a_person_says_of_a_key_is_remembered_and_can_be_said_anew() {
    let school = |key| source("unit:a", "甲校", signed(key));
    let one = note(None, &school("K1"), KeyState::Known).expect("noted");
    let two = note(Some(&one), &school("K2"), KeyState::Refused).expect("noted");
    assert_eq!(trust_of(Some(&two), &school("K2")), Trust::Refused);
    assert_eq!(trust_of(Some(&two), &school("K1")), Trust::Same);
    assert_eq!(trust_of(Some(&two), &school("K3")), Trust::Changed);
    let three = note(Some(&two), &school("K2"), KeyState::Known).expect("noted");
    assert_eq!(three.known_keys.len(), 2, "the same record");
    assert_eq!(trust_of(Some(&three), &school("K2")), Trust::Same);
    // Where all that is known was refused, the next is the first.
    let refused = note(None, &school("K1"), KeyState::Refused).expect("noted");
    assert_eq!(trust_of(Some(&refused), &school("K2")), Trust::First);
    assert_eq!(
        trust_of(Some(&refused), &source("unit:a", "甲校", Proof::Unsigned)),
        Trust::Unsigned
    );
}

/// Files that come together are judged as if the one with the key had come first.
#[test]
fn a_key_counts_for_all_files_that_come_with_it() {
    let school = |proof| source("unit:a", "甲校", proof);
    let together = |keys: Option<&KeyBook>, came: &[(Source, Option<String>)]| -> Vec<Trust> {
        let judged = trust_together(keys, came).into_iter();
        judged.map(|(_, trust)| trust).collect()
    };
    let came = [
        school(Proof::Unsigned),
        school(signed("K1")),
        school(signed("K2")),
        school(signed("K1")),
        source("unit:b", "乙校", Proof::Unsigned),
    ];
    let came = came.map(|source| (source, None));
    let judged = [
        Trust::Missing,
        Trust::First,
        Trust::Changed,
        Trust::Same,
        Trust::Unsigned,
    ];
    assert_eq!(together(None, &came), judged);
    let keys = note(None, &school(signed("K2")), KeyState::Known).expect("noted");
    let judged = [
        Trust::Missing,
        Trust::Changed,
        Trust::Same,
        Trust::Changed,
        Trust::Unsigned,
    ];
    assert_eq!(together(Some(&keys), &came), judged);
    // Others that would come to one line of the register: whoever has a key there is held to be the one that stands there.
    let to = |line: &str, source: Source| (source, Some(line.to_owned()));
    let (fresh, second) = (
        |proof| source("unit:new", "某校", proof),
        source("unit:new2", "另一校", signed("K2")),
    );
    let came = [
        to("L", fresh(Proof::Unsigned)),
        to("L", school(signed("K1"))),
        to("L", second.clone()),
        to("L2", source("unit:b", "乙校", signed("K3"))),
    ];
    let judged = [Trust::Missing, Trust::First, Trust::Changed, Trust::First];
    assert_eq!(together(None, &came), judged);
    // With each goes in whose place it would come.
    let own = &came[1].0.party;
    for (source, _) in trust_together(None, &came) {
        let expected = ["unit:new", "unit:new2"].contains(&source.party.whose.as_str());
        assert_eq!(source.instead_of.contains(own), expected, "{source:?}");
    }
    // One whose key is known goes before one that is new, whichever lies first.
    let keys = note(None, &school(signed("K1")), KeyState::Known).expect("noted");
    let came = [to("L", second), to("L", school(signed("K1")))];
    assert_eq!(together(Some(&keys), &came), [Trust::Changed, Trust::Same]);
    // His own second book, by his own key, is nobody else's.
    let came = [to("L", fresh(signed("K1"))), to("L", school(signed("K1")))];
    assert_eq!(together(Some(&keys), &came), [Trust::Same, Trust::Same]);
    // Without any key there is nobody to hold it against.
    let came = [to("L", fresh(Proof::Unsigned)), to("L", school(Proof::Unsigned))];
    assert_eq!(together(None, &came), [Trust::Unsigned, Trust::Unsigned]);
}

#[test]
fn a_bundle_says_whose_it_is() {
    let books = sample::unit_of_three().all();
    let mut file = outgoing(&books);
    let of = |file: &Outgoing<'_>| party(&read(write(file).text.as_bytes()).expect("a bundle")).whose;
    assert_eq!(of(&file), "unit:sample-unit");
    // The book that it brings says more than the envelope; a hand-back brings none.
    file.created_by.unit_id = Id::parse("somebody-else").ok();
    assert_eq!(of(&file), "unit:sample-unit");
    file.created_by.unit_id = None;
    file.created_by.unit = "别的单位".into();
    let named = party(&read(write(&file).text.as_bytes()).expect("a bundle"));
    assert_eq!(
        (&*named.whose, &*named.name),
        ("unit:sample-unit", "示例中学党总支")
    );
    file.kind = BundleKind::Review;
    assert_eq!(of(&file), "unit:别的单位");
    file.kind = BundleKind::Submission;
    file.created_by.desk = Desk::Office;
    assert_eq!(of(&file), "office");
    file.created_by.desk = Desk::Branch;
    let branch = books
        .iter()
        .find(|book| matches!(book, Book::Branch(_)))
        .expect("a branch");
    assert_eq!(of(&file), format!("branch:{}", branch.as_document().id()));
    // Whoever sends a register is held against the office's keys.
    file.kind = BundleKind::Register;
    for desk in [Desk::Office, Desk::Unit, Desk::Branch] {
        file.created_by.desk = desk;
        assert_eq!(of(&file), "office");
    }
}

/// Whom a workspace trusts goes with its backup, and comes from nowhere else.
#[test]
fn known_keys_go_with_backups_alone() {
    let keys = note(None, &source("office", "办公室", signed("K1")), KeyState::Known).expect("noted");
    let mut books = sample::unit_of_three();
    books.put(Book::Keys(keys.clone()));
    let all = books.all();
    let mut file = outgoing(&all);
    file.kind = BundleKind::Backup;
    let text = write(&file).text;
    let bundle = reread(&text, &all).expect("it comes back");
    let mut again = Books::default();
    for book in bundle.books {
        again.put(book);
    }
    assert_eq!(again.keys, Some(keys.clone()));
    // A submission that brings one is taken in without it, at every desk.
    file.kind = BundleKind::Submission;
    let bundle = read(write(&file).text.as_bytes()).expect("a bundle");
    for (desk, mine) in [
        (Desk::Unit, sample::unit_of_three()),
        (Desk::Branch, sample::single_branch()),
        (Desk::Office, Books::default()),
    ] {
        if let Ok(meant) = jinwei::state::meant_for(desk, &mine, &bundle.envelope, &bundle.books) {
            assert!(!meant.iter().any(|book| matches!(book, Book::Keys(_))));
        }
    }
    assert_eq!(again.take(keys.id()), Some(Book::Keys(keys)));
    assert_eq!(again.keys, None);
}

#[test]
fn numbers_for_the_telephone() {
    let point = decode_bytes(
        json(&fixture("signed.json"))["signature"]["key"]
            .as_str()
            .expect("a key"),
    );
    let hash = Sha256::digest(point.expect("bytes"));
    let mut groups = Vec::new();
    for four in hash.chunks(4).take(6) {
        let number = u32::from_be_bytes(four.try_into().expect("four"));
        groups.push(format!("{:04}", number % 10_000));
    }
    let key = json(&fixture("signed.json"))["signature"]["key"].clone();
    assert_eq!(fingerprint(key.as_str().expect("a key")), groups.join(" "));
}

/// Whose key is checked is whose plan is taken in.
#[test]
fn a_units_file_is_of_the_unit_that_it_says() {
    let said = |unit_id: Option<&str>, kind: BundleKind, books: &[Book]| {
        let mut file = outgoing(books);
        file.created_by.unit_id = unit_id.map(|id| Id::parse(id).expect("an id"));
        file.kind = kind;
        let bundle = read(write(&file).text.as_bytes()).expect("a bundle");
        is_of_one(&bundle.envelope, &bundle.books)
    };
    let own = sample::unit_of_three().all();
    let single = sample::single_branch().all();
    let mut two = own.clone();
    two.extend(
        single
            .iter()
            .filter(|book| matches!(book, Book::Unit(_)))
            .cloned(),
    );
    let mut none = own.clone();
    none.retain(|book| !matches!(book, Book::Unit(_)));
    let up = BundleKind::Submission;
    for (unit_id, kind, books, fits) in [
        (Some("sample-unit"), up, &own, true),
        // Files from before ids were written, and a unit that is one branch.
        (None, up, &own, true),
        (Some("sample-single-unit"), up, &single, true),
        (Some("sample-unit"), up, &none, true),
        (Some("another"), up, &own, false),
        (Some("sample-unit"), up, &single, false),
        (Some("sample-unit"), up, &two, false),
        (None, up, &two, false),
        // A hand-back brings nobody's unit.
        (Some("another"), BundleKind::Review, &none, true),
    ] {
        let found = said(unit_id, kind, books);
        assert_eq!(found.is_ok(), fits, "{unit_id:?}: {found:?}");
        assert!(found.is_ok_and(|()| true) || found.is_err_and(|words| words.contains("什么也没有改动")));
    }
}

/// A file with fresh ids that would take the place of a unit whose key is known.
#[test]
fn who_takes_anothers_place_is_held_against_his_key() {
    let other = source("unit:b", "乙校", signed("K1"));
    let keys = note(None, &other, KeyState::Known).expect("noted");
    let instead = |proof| Source {
        instead_of: vec![other.party.clone()],
        ..source("unit:new", "某校", proof)
    };
    for (proof, trust) in [
        (signed("K1"), Trust::Same),
        (signed("K2"), Trust::Changed),
        (Proof::Unsigned, Trust::Missing),
        (Proof::Unsupported, Trust::Missing),
        (Proof::Wrong, Trust::Wrong),
        (Proof::Unverified, Trust::Unverified),
    ] {
        assert_eq!(trust_of(Some(&keys), &instead(proof)), trust);
    }
    assert_eq!(trust_of(None, &instead(signed("K2"))), Trust::First);
    assert_eq!(trust_of(None, &instead(Proof::Unsigned)), Trust::Unsigned);
    // Taken in for the first time, it says nothing of anybody else's key.
    let first = note(None, &instead(signed("K2")), KeyState::Known).expect("noted");
    assert_eq!(trust_of(Some(&first), &other), Trust::First);
    // What a person says holds for both; refused, it stays the key of its owner.
    let agreed = note(Some(&keys), &instead(signed("K2")), KeyState::Known).expect("noted");
    assert_eq!(trust_of(Some(&agreed), &instead(signed("K2"))), Trust::Same);
    assert_eq!(note(Some(&agreed), &instead(signed("K2")), KeyState::Known), None);
    let own = source("unit:new", "某校", signed("K2"));
    let both = note(Some(&keys), &own, KeyState::Known).expect("noted");
    assert_eq!(trust_of(Some(&both), &instead(signed("K2"))), Trust::Changed);
    let refused = note(Some(&both), &instead(signed("K2")), KeyState::Refused).expect("noted");
    assert_eq!(trust_of(Some(&refused), &instead(signed("K2"))), Trust::Refused);
    assert_eq!(trust_of(Some(&refused), &own), Trust::Same);
}

/// A unit's file at a branch that belongs to another unit, or knows its own by another id.
#[test]
fn who_speaks_for_a_branchs_unit_is_asked_about() {
    let mut books = Books::default();
    let mut branch = sample::unit_of_three().branches.remove(0);
    branch.profile.unit = Id::parse("own").ok();
    branch.profile.unit_name = "甲校".into();
    books.branches.push(branch);
    let of = |whose: &str| source(whose, "某校", Proof::Unsigned).party;
    let own = Party {
        whose: "unit:own".into(),
        name: "甲校".into(),
    };
    for (desk, from, whose, expected) in [
        (Desk::Branch, Desk::Unit, "unit:own", None),
        (Desk::Branch, Desk::Unit, "unit:other", Some(&own)),
        (Desk::Branch, Desk::Unit, "unit:甲校", Some(&own)),
        (Desk::Branch, Desk::Office, "office", None),
        (Desk::Branch, Desk::Branch, "branch:b", None),
        (Desk::Unit, Desk::Unit, "unit:other", None),
    ] {
        let found = spoken_for(desk, &books, from, &of(whose));
        assert_eq!(found.as_ref(), expected, "{desk:?} {from:?} {whose}");
    }
    books.branches[0].profile.unit = None;
    assert_eq!(
        spoken_for(Desk::Branch, &books, Desk::Unit, &of("unit:other")),
        None
    );

    let foreign = |name: &str, proof| Source {
        instead_of: vec![own.clone()],
        is_elsewhere: true,
        ..source("unit:other", name, proof)
    };
    for proof in [Proof::Unsigned, Proof::Unverified, signed("K2")] {
        assert_eq!(trust_of(None, &foreign("乙校", proof)), Trust::Elsewhere);
    }
    let known = Source {
        party: own.clone(),
        ..source("", "", signed("K1"))
    };
    let keys = note(None, &known, KeyState::Known).expect("noted");
    // The unit began a new book: its key says so.
    assert_eq!(trust_of(Some(&keys), &foreign("甲校", signed("K1"))), Trust::Same);
    assert_eq!(trust_of(Some(&keys), &foreign("乙校", signed("K1"))), Trust::Same);
    assert_eq!(
        trust_of(Some(&keys), &foreign("乙校", signed("K2"))),
        Trust::Changed
    );
    assert_eq!(
        trust_of(Some(&keys), &foreign("乙校", Proof::Unsigned)),
        Trust::Missing
    );
    let agreed = note(Some(&keys), &foreign("乙校", signed("K2")), KeyState::Known).expect("noted");
    assert_eq!(
        trust_of(Some(&agreed), &foreign("乙校", signed("K2"))),
        Trust::Same
    );
}

/// Schools have like names, and anybody writes any name into a file: where the id is known it alone says whose a key is.
#[test]
fn a_name_says_nothing_where_the_id_is_known() {
    let (one, two) = (
        source("unit:1", "一中", signed("K1")),
        source("unit:2", "二中", signed("K2")),
    );
    let keys = note(None, &one, KeyState::Known).expect("noted");
    let keys = note(Some(&keys), &two, KeyState::Known).expect("noted");
    for (whose, name, proof, trust) in [
        ("unit:2", "二中", signed("K2"), Trust::Same),
        // Renamed, it is the same.
        ("unit:2", "第二中学", signed("K2"), Trust::Same),
        ("unit:2", "一中", signed("K2"), Trust::Same),
        ("unit:2", "一中", signed("K1"), Trust::Changed),
        ("unit:2", "二中", signed("K1"), Trust::Changed),
        ("unit:2", "一中", Proof::Unsigned, Trust::Missing),
        // Begun anew with other ids, it is known by its name.
        ("unit:3", "一中", signed("K1"), Trust::Same),
        ("unit:3", " 一中", signed("K2"), Trust::Changed),
        ("unit:3", "一中", Proof::Unsigned, Trust::Missing),
        ("branch:3", "一中", signed("K1"), Trust::First),
        ("unit:3", "三中", signed("K1"), Trust::First),
    ] {
        assert_eq!(
            trust_of(Some(&keys), &source(whose, name, proof.clone())),
            trust,
            "{whose} {name} {proof:?}"
        );
    }
    // Once a file of it was taken in, the new id is known as well, and gives its name up no more than the old one.
    let anew = source("unit:3", "一中", signed("K1"));
    let moved = note(Some(&keys), &anew, KeyState::Known).expect("noted under its own id");
    assert_eq!(moved.known_keys.len(), keys.known_keys.len() + 1);
    assert_eq!(note(Some(&moved), &anew, KeyState::Known), None, "once");
    for (whose, name, key, trust) in [
        ("unit:3", "一中", "K1", Trust::Same),
        ("unit:3", "三中", "K1", Trust::Same),
        ("unit:3", "三中", "K2", Trust::Changed),
        ("unit:1", "一中", "K1", Trust::Same),
        ("unit:1", "一中", "K2", Trust::Changed),
    ] {
        let found = trust_of(Some(&moved), &source(whose, name, signed(key)));
        assert_eq!(found, trust, "{whose} {name} {key}");
    }
    // The same where it is known by another's place.
    let beside = Source {
        instead_of: vec![one.party.clone()],
        ..source("unit:4", "四中", signed("K1"))
    };
    assert_eq!(trust_of(Some(&keys), &beside), Trust::Same);
    let moved = note(Some(&keys), &beside, KeyState::Known).expect("noted under its own id");
    assert_eq!(
        trust_of(Some(&moved), &source("unit:4", "五中", signed("K2"))),
        Trust::Changed
    );
    assert_eq!(trust_of(Some(&moved), &one), Trust::Same);
    // What is refused for one leaves the other's key alone.
    let forged = source("unit:2", "一中", signed("K1"));
    let refused = note(Some(&keys), &forged, KeyState::Refused).expect("noted");
    assert_eq!(trust_of(Some(&refused), &forged), Trust::Refused);
    assert_eq!(trust_of(Some(&refused), &one), Trust::Same);
    assert_eq!(trust_of(Some(&refused), &two), Trust::Same);
    // An id of which nothing but a refused key is known is no better than none.
    let stranger = |key| source("unit:9", "一中", signed(key));
    let refused = note(Some(&keys), &stranger("K8"), KeyState::Refused).expect("noted");
    assert_eq!(trust_of(Some(&refused), &stranger("K8")), Trust::Refused);
    assert_eq!(trust_of(Some(&refused), &stranger("K9")), Trust::Changed);
    // Those without a name are not all one.
    let nameless = note(None, &source("unit:1", " ", signed("K1")), KeyState::Known).expect("noted");
    assert_eq!(
        trust_of(Some(&nameless), &source("unit:2", "", signed("K2"))),
        Trust::First
    );
    assert_eq!(
        trust_of(Some(&nameless), &source("unit:2", "", Proof::Unsigned)),
        Trust::Unsigned
    );
    assert_eq!(
        trust_of(Some(&nameless), &source("unit:1", "", signed("K1"))),
        Trust::Same
    );
}

/// Two files of one branch that came together, both the first by their look, by two keys.
#[test]
fn of_two_first_files_the_second_is_asked_about_when_it_is_taken() {
    let branch = |key| source("branch:b", "支部", signed(key));
    let (one, two) = (branch("K1"), branch("K2"));
    for looked in [&one, &two] {
        assert_eq!(may_take(trust_of(None, looked), false), Ok(()));
    }
    let keys = note(None, &one, KeyState::Known).expect("noted");
    let trust = trust_of(Some(&keys), &two);
    assert!(
        may_take(trust, false)
            .expect_err("asked")
            .contains("来源要先确认")
    );
    assert_eq!(may_take(trust, true), Ok(()));
    let agreed = note(Some(&keys), &two, KeyState::Known).expect("noted");
    assert_eq!(may_take(trust_of(Some(&agreed), &two), false), Ok(()));
    for (trust, may) in [
        (Trust::Unsigned, true),
        (Trust::Unsupported, true),
        (Trust::Unverified, true),
        (Trust::Own, true),
        (Trust::Same, true),
        (Trust::Wrong, false),
        (Trust::Missing, false),
        (Trust::Changed, false),
        (Trust::Refused, false),
        (Trust::Elsewhere, false),
    ] {
        assert_eq!(may_take(trust, false).is_ok(), may, "{trust:?}");
    }
}

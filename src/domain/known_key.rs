//! Known keys: by which signatures a workspace knows the desks that it exchanges files with.

use chrono::NaiveDate;

choices! {
    /// What a person decided about a key, or did not object to.
    KeyState {
        /// Files signed with it are the party's.
        Known = "known" "认得",
        /// They are not.
        Refused = "refused" "不认",
    }
}

record! {
    /// One key that came with a file. A party may have several: one a computer.
    KnownKey "对方的签名" {
        /// What the party is called.
        name: String => "来源" [derived];
        /// Whose it is, as files name the party: `office`, `unit:` or `branch:` with the id of the book.
        whose: String => "来源编号" [derived];
        /// The public key, as it stands in files.
        key: String => "公钥" [derived];
        /// What was decided.
        state: Option<KeyState> => "认不认" [derived];
        /// When it came first, or was decided last.
        noted_on: Option<NaiveDate> => "记下的日期" [derived];
    }
}

document! {
    /// The keys that a workspace knows. It goes with backups alone, and no file but a backup brings one in: what a
    /// workspace trusts is its own affair.
    KeyBook "key_book" {
        many {
            /// The keys, in the order in which they came.
            known_keys: KnownKey,
        }
    }
}

//! What the office decides: remarks and verdicts, what changed, what goes down, the register, who is who, acceptance.

// A test that misses what it was given has nothing better to do than to stop.
#![allow(clippy::expect_used)]

mod office {
    mod accepting;
    mod changes;
    mod given;
    mod handing_down;
    mod matching;
    mod register;
    mod reviewing;
}

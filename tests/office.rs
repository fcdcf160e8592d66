//! What the office decides: remarks and verdicts, what changed, what goes down, the register, who is who, acceptance.

mod office {
    mod accepting;
    mod changes;
    mod given;
    mod handing_down;
    mod matching;
    mod register;
    mod reviewing;
}

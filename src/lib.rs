//! 晋位台账: the books that a county's school branches keep to put right what is wrong with them and move up a
//! grade, held to the notice 华教发[2012]12号 as they are typed.

#[macro_use]
pub mod domain;
pub mod notice;
pub mod rules;

pub mod bundle;
pub mod sample;

//! 晋位台账: the books that a county's school branches keep to put right what is wrong with them and move up a
//! grade, held to the notice 华教发[2012]12号 as they are typed.
//!
//! The modules, in reading order. Everything down to `state`'s commands is the pure core: it compiles and is tested
//! natively. What knows a browser is compiled for WebAssembly only.

#[macro_use]
pub mod domain;
pub mod notice;
pub mod rules;

pub mod bundle;
pub mod county;
pub mod history;
pub mod keeping;
pub mod merge;
pub mod papers;

pub mod sample;

#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod storage;

pub mod state;

#[cfg(target_arch = "wasm32")]
pub mod ui;

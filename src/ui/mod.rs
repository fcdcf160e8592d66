//! The page: routes, pages and the widgets they are made of.
//!
//! **Invariant:** nothing here reads or writes disk, file or clock; that is asked of `state`.

// The `component` macro makes a public type of props beside each component; the page has no outside to reach it.
#![allow(unreachable_pub)]

mod app;
mod desk;
mod element;
mod route;
mod topics;
mod view;
mod widgets;
mod words;

pub mod office;
mod pages;

pub use app::mount;
pub use desk::OfficeDesk;

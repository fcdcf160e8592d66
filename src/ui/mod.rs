//! The page: routes, pages and the widgets they are made of.
//!
//! **Invariant:** nothing here reads or writes disk, file or clock; that is asked of `state`.

mod app;
mod route;
mod topics;
mod widgets;
mod words;

mod pages;

pub use app::mount;

//! Whole-program tests, one binary: eframe and polars link once.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod architecture;
mod awkward;
mod bad_input;
mod cli;
mod desktop;
mod formats;
mod pictures;
mod recipe;
mod reference;
mod support;
mod window;

//! Whole-program tests, one binary: eframe and polars link once.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod agreement;
mod any_bytes;
mod any_dialect;
mod architecture;
mod awkward;
mod awkward_own;
mod awkward_values;
mod bad_input;
mod cli;
mod clusters;
mod compare;
mod components;
mod desktop;
mod drawer;
mod explain;
mod exporting;
mod families;
mod formats;
mod gallery;
mod keeping;
mod keyboard;
mod killed;
mod linked;
mod live;
mod metrics;
mod no_network;
mod panels;
mod pictures;
mod projects;
mod recipe;
mod reference;
mod report;
mod rows;
mod selecting;
mod support;
mod tsne;
mod views;
mod welcome;
mod which_map;
mod window;

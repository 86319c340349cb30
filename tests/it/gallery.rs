//! A folder of pictures of the window, to be looked at one by one: `DIMLENS_GALLERY=folder cargo test --release --test it
//! -- --ignored gallery`. Without a folder named they go to a temporary one, and only that all can be drawn is tested.

use super::support::{folder, sample, text};
use super::window::settle;
use dimlens::project::Action;
use dimlens::ui::{App, TAB_GROUPS};
use eframe::egui::{Theme, Vec2};
use egui_kittest::Harness;
use std::path::{Path, PathBuf};

struct Gallery {
    folder: PathBuf,
    count: usize,
}

impl Gallery {
    fn hang(&mut self, harness: &mut Harness<'static, App>, name: &str) {
        harness.run_steps(4);
        let picture = harness.render().unwrap();
        // A window in which nothing is drawn is of one colour.
        let first = picture.get_pixel(0, 0);
        let other = picture.pixels().filter(|pixel| *pixel != first).count();
        assert!(other * 20 > picture.pixels().count(), "{name} is empty");
        self.count += 1;
        picture.save(self.folder.join(format!("{:02}_{name}.png", self.count))).unwrap();
    }
}

/// A window on that, `scale` dots a point.
fn window(size: Vec2, scale: f32, start: Action, welcome: Option<&Path>) -> Harness<'static, App> {
    let state = welcome.map(Path::to_owned);
    let builder = Harness::builder().with_size(size).with_pixels_per_point(scale).wgpu();
    let mut harness = builder.build_eframe(move |cc| {
        let app = App::new(&cc.egui_ctx, start);
        match state {
            Some(state) => {
                let mut app = app.keeping_in(&state, &cc.egui_ctx);
                app.welcome(true);
                app
            }
            None => app,
        }
    });
    settle(&mut harness);
    harness
}

#[test]
#[ignore = "needs software Vulkan (lavapipe); .ci/run runs it"]
fn gallery() {
    let (state, temporary) = (folder(), folder());
    let named = std::env::var_os("DIMLENS_GALLERY").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    let mut gallery = Gallery { folder, count: 0 };
    let usual = Vec2::new(1280.0, 800.0);
    let churn = || Action::Open(sample("wa_churn"));

    let mut start = window(usual, 1.0, churn(), Some(state.path()));
    gallery.hang(&mut start, "start_page");
    drop(start);

    let mut harness = window(usual, 1.0, churn(), None);
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        harness.ctx.set_theme(theme);
        for (_, tabs) in TAB_GROUPS {
            for &tab in tabs {
                harness.state_mut().view_mut().tab = tab;
                harness.run_steps(3);
                settle(&mut harness);
                let title = tab.title().to_lowercase().replace(' ', "_");
                gallery.hang(&mut harness, &format!("{name}_{title}"));
            }
        }
    }
    drop(harness);

    for (size, scale, name) in [
        (Vec2::new(1024.0, 700.0), 1.0, "smallest"),
        (Vec2::new(1024.0, 700.0), 2.0, "smallest_200_percent"),
    ] {
        let mut harness = window(size, scale, Action::Open(sample("penguins")), None);
        gallery.hang(&mut harness, name);
    }
    let wrong = text(state.path()).to_owned() + "/none.csv";
    let mut harness = window(usual, 1.0, Action::Open(wrong.into()), None);
    gallery.hang(&mut harness, "error");
    assert_eq!(gallery.count, 1 + 2 * 17 + 2 + 1);
}

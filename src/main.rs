//! Mounts the page; nothing else.

fn main() {
    #[cfg(target_arch = "wasm32")]
    jinwei::ui::mount(None);
}

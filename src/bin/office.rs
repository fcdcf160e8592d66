//! Mounts the page with the office's desk; nothing else. It can do everything that the school's program can.

fn main() {
    #[cfg(target_arch = "wasm32")]
    jinwei::ui::mount(Some(&jinwei::ui::office::DESK));
}

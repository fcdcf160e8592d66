//! Randomness, for ids.

/// Random bits from the browser's generator. It works on plain http and file:// pages too, where
/// `crypto.randomUUID` is missing.
pub fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    let filled = super::window()
        .crypto()
        .and_then(|c| c.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // No generator at all: still unlikely to meet another id.
        bytes = [(); 16].map(|()| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let byte = (js_sys::Math::random() * 256.0) as u8;
            byte
        });
    }
    bytes
}

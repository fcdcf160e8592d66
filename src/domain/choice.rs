//! Closed lists of answers: a code for files and a Chinese label for people.

/// One answer of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The name in files: `snake_case` English, never changed once released.
    pub code: &'static str,
    /// The words a clerk sees.
    pub label: &'static str,
}

/// A type whose values are a closed list of answers, declared with [`choices!`].
pub trait Choose: Copy + PartialEq + 'static {
    /// Every answer, in the order in which it is offered.
    const CHOICES: &'static [Choice];
    /// The values behind [`Self::CHOICES`], in the same order.
    const VALUES: &'static [Self];

    /// This value's code and label.
    fn choice(self) -> Choice {
        let at = Self::VALUES
            .iter()
            .position(|value| *value == self)
            .unwrap_or_default();
        Self::CHOICES[at]
    }

    /// The words a clerk sees.
    fn label(self) -> &'static str {
        self.choice().label
    }

    /// The name in files.
    fn code(self) -> &'static str {
        self.choice().code
    }

    /// The value with this code, if the list has one.
    fn from_code(code: &str) -> Option<Self> {
        let at = Self::CHOICES.iter().position(|choice| choice.code == code)?;
        Some(Self::VALUES[at])
    }
}

/// Declares an enumeration together with its codes and labels.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $crate::domain::Choose for $name {
            const CHOICES: &'static [$crate::domain::Choice] =
                &[$($crate::domain::Choice { code: $code, label: $label }),+];
            const VALUES: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

//! Where the project's things are.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::trouble::{Trouble, While};

/// The project's folder, and the commands that run in it.
pub(crate) struct Project {
    root: PathBuf,
    path: OsString,
}

impl Project {
    /// The project that this program was built from.
    pub(crate) fn here() -> Result<Self, Trouble> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let Some(root) = manifest.parent() else {
            return Err(Trouble::new(format!(
                "{} has no folder above it",
                manifest.display()
            )));
        };
        Ok(Self {
            root: root.to_owned(),
            path: path_for(root)?,
        })
    }

    /// The folder that holds the workspace's Cargo.toml.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the finished page lies.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where the pinned tools are installed.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// Where the journeys, tests in a real browser, lie.
    pub(crate) fn journeys(&self) -> PathBuf {
        self.root.join("tests/journeys")
    }

    /// A command that runs in the project's folder and sees the pinned tools first.
    pub(crate) fn command(&self, program: &str) -> Command {
        // A relative name is looked up in the *parent's* PATH on some systems, so resolve it here.
        let program = self.find(program).unwrap_or_else(|| PathBuf::from(program));
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// The cargo that runs this program, or the first on PATH.
    pub(crate) fn cargo(&self) -> Command {
        match env::var("CARGO") {
            Ok(cargo) => self.command(&cargo),
            Err(_) => self.command("cargo"),
        }
    }

    /// The file that this program's name stands for.
    pub(crate) fn find(&self, program: &str) -> Option<PathBuf> {
        env::split_paths(&self.path)
            .map(|folder| folder.join(program))
            .find(|file| file.is_file())
    }
}

/// The pinned tools first, then the caller's PATH, then the places that a bare shell may leave out.
fn path_for(root: &Path) -> Result<OsString, Trouble> {
    let mut folders = vec![root.join(".tools/bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    if let Some(home) = env::var_os("HOME") {
        folders.push(Path::new(&home).join(".cargo/bin"));
    }
    folders.extend(["/usr/local/bin", "/usr/bin", "/usr/sbin"].map(PathBuf::from));
    env::join_paths(folders).doing(|| "put the pinned tools on PATH".to_owned())
}

//! Reading the house's own files.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the house.
pub struct File {
    /// From the root, with `/` between its parts.
    pub path: String,
    pub text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether there is such a file or folder.
pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// The text of a file.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder whose name ends so, in order.
pub fn files(folder: &str, ends: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    walk(&root().join(folder), ends, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "{folder} holds no {ends:?}");
    found
}

fn walk(folder: &Path, ends: &[&str], found: &mut Vec<File>) {
    for item in fs::read_dir(folder).expect("a folder").flatten() {
        let path = item.path();
        if path.is_dir() {
            walk(&path, ends, found);
            continue;
        }
        let below = path.strip_prefix(root()).expect("below the root");
        let path = below.to_string_lossy().replace('\\', "/");
        if ends.iter().any(|end| path.ends_with(end)) {
            let text = read(&path);
            found.push(File { path, text });
        }
    }
}

impl File {
    /// Whether it only serves this level's own tests.
    pub fn is_for_tests(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name == "tests.rs" || name == "sample.rs" || self.path.contains("/tests/")
    }

    /// What runs in the server, line by line with its number: no tests, no comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {");
        let end = if self.is_for_tests() { Some(0) } else { end };
        let code = &self.text[..end.unwrap_or(self.text.len())];
        let numbered = code.lines().enumerate().map(|(at, line)| (at + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

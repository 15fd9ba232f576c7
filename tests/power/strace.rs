//! Reads what `strace -f -xx` wrote: every open, write, sync, rename and removal of a program, in
//! the order in which they were done.

use std::collections::HashMap;

/// The calls that are recorded.
pub const CALLS: &str = "openat,open,creat,close,lseek,read,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat,copy_file_range,sendfile,mmap";

/// Something that was done to the disk.
#[derive(Clone, Debug)]
pub enum Call {
    Open {
        file: i64,
        path: String,
        create: bool,
        truncate: bool,
        append: bool,
    },
    Close(i64),
    Seek(i64, u64),
    Read(i64, u64),
    /// At this place, or where the file stands.
    Write(i64, Option<u64>, Vec<u8>),
    Truncate(i64, u64),
    Sync(i64),
    Rename(String, String),
    Unlink(String),
}

/// One call a line; what another thread interrupted is joined where it ended.
pub fn parse(text: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, String> = HashMap::new();
    let mut calls = Vec::new();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(start) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(thread, start.to_owned());
            continue;
        }
        let whole = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let end = resumed.split_once(" resumed>").expect("a resumed call").1;
                begun.remove(thread).expect("it began") + end
            }
            None => rest.to_owned(),
        };
        calls.extend(call(&whole));
    }
    calls
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    let result: i64 = result.split(' ').next()?.parse().ok()?;
    if result < 0 {
        return None;
    }
    let words: Vec<&str> = arguments.split(", ").collect();
    let file = || words[0].parse::<i64>().expect("a descriptor");
    let number = |at: usize| words[at].parse::<u64>().expect("a number");
    let path = |at: usize| String::from_utf8(text(words[at])).expect("a path");
    let call = match name {
        "openat" | "open" => {
            let at = usize::from(name == "openat");
            let flags = words[at + 1];
            Call::Open {
                file: result,
                path: path(at),
                create: flags.contains("O_CREAT"),
                truncate: flags.contains("O_TRUNC"),
                append: flags.contains("O_APPEND"),
            }
        }
        "close" => Call::Close(file()),
        "lseek" => Call::Seek(file(), result as u64),
        "read" => Call::Read(file(), result as u64),
        "write" => Call::Write(file(), None, written(words[1], result)),
        "pwrite64" => Call::Write(file(), Some(number(3)), written(words[1], result)),
        "ftruncate" => Call::Truncate(file(), number(1)),
        "fsync" | "fdatasync" => Call::Sync(file()),
        "rename" => Call::Rename(path(0), path(1)),
        "renameat" | "renameat2" => Call::Rename(path(1), path(3)),
        "unlink" => Call::Unlink(path(0)),
        "unlinkat" => Call::Unlink(path(1)),
        "mmap" => {
            let shared = words[3].contains("MAP_SHARED") && words[2].contains("PROT_WRITE");
            assert!(!shared, "a file is written through memory, unseen: {line}");
            return None;
        }
        other => panic!("{other} is not understood: {line}"),
    };
    Some(call)
}

fn written(word: &str, count: i64) -> Vec<u8> {
    let mut bytes = text(word);
    assert!(!word.ends_with("..."), "the recording is cut short");
    bytes.truncate(count as usize);
    bytes
}

/// `"\x2f\x74"`.
fn text(word: &str) -> Vec<u8> {
    let digits = word.trim_matches('"').split("\\x").skip(1);
    let byte = |pair: &str| u8::from_str_radix(pair, 16).expect("two digits");
    digits.map(byte).collect()
}

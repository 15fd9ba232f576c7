//! The two streams of an evening.

use super::{NetError, NetOptions};
use async_nats::jetstream::stream::{Config, DiscardPolicy, Info, StorageType};
use std::time::Duration;

/// Servers that hold each message.
pub(super) const REPLICAS: usize = 3;

/// The largest message, in bytes: a batch of 64 KiB, and what is written before it.
const MESSAGE_BYTES_MAX: i32 = 128 * 1024;

/// How long the servers remember ids of messages.
const IDS_FOR: Duration = Duration::from_secs(120);

pub(super) fn votes_config(options: &NetOptions) -> Config {
    Config {
        name: options.votes_stream(),
        subjects: vec![format!("{}>", options.votes_prefix())],
        storage: StorageType::File,
        num_replicas: REPLICAS,
        max_message_size: MESSAGE_BYTES_MAX,
        duplicate_window: IDS_FOR,
        // Nothing ever falls out: a full disk refuses what is new.
        discard: DiscardPolicy::New,
        deny_delete: true,
        deny_purge: true,
        ..Config::default()
    }
}

pub(super) fn public_config(options: &NetOptions) -> Config {
    Config {
        name: options.public_stream(),
        subjects: vec![format!("{}>", options.public_prefix())],
        max_messages_per_subject: 1,
        discard: DiscardPolicy::Old,
        max_message_size: 0,
        ..votes_config(options)
    }
}

/// Whether a stream is still as it was made.
pub(super) fn judge(info: &Info, made: &Config) -> Result<(), NetError> {
    let config = &info.config;
    let stream = config.name.clone();
    if config.num_replicas < REPLICAS {
        return Err(NetError::Replicas {
            stream,
            found: config.num_replicas,
        });
    }
    let unlimited = config.max_bytes <= 0 && config.max_messages <= 0 && config.max_age.is_zero();
    let same = config.subjects == made.subjects
        && config.storage == made.storage
        && config.max_messages_per_subject.max(0) == made.max_messages_per_subject.max(0)
        && config.deny_delete
        && config.deny_purge
        && !config.allow_rollup;
    match unlimited && same {
        true => Ok(()),
        false => Err(NetError::Changed(stream)),
    }
}

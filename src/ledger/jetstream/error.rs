//! Why the servers cannot be used.

/// Why the servers cannot be used. Each is a sentence for whoever starts something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    #[error(
        "{0} is no address of a NATS server. Write nats://HOST:4222, or tls://HOST:4222, several \
        with commas between them."
    )]
    Address(String),
    #[error(
        "{0} is another machine, and nothing protects the way there. Give --net-cert, --net-key \
        and --net-ca, so that both ends prove who they are; without them only this machine's own \
        addresses are taken."
    )]
    Plain(String),
    #[error("TLS to the NATS servers cannot be set up: {0}.")]
    Tls(String),
    #[error(
        "No NATS server answers at {0}. See that the servers run, that the addresses are theirs, \
        and that nothing on the way blocks the port."
    )]
    Unreachable(String),
    #[error(
        "The NATS server at {0} speaks TLS and does not prove to be ours, or does not take our \
        certificate. Look at --net-ca, --net-cert and --net-key."
    )]
    Untrusted(String),
    #[error(
        "The NATS servers at {0} refuse this user. Look at the name and the password in the \
        address, or at the certificate."
    )]
    User(String),
    #[error(
        "The NATS servers do not let this user do what is needed ({0}). Give the user that right \
        in the servers' configuration."
    )]
    Denied(String),
    #[error(
        "The NATS server {server} is version {found}. At least 2.15.1 is needed: older ones sync \
        each message alone, or lose some. Update all servers."
    )]
    TooOld {
        /// Its name.
        server: String,
        found: String,
    },
    #[error(
        "The NATS servers keep nothing: JetStream is off, or off for this account. Add a \
        jetstream block with a store_dir and sync_interval: always to each server's configuration."
    )]
    NoJetStream,
    #[error(
        "The NATS server {0} does not sync what it stores before it answers: a power cut would \
        lose votes. Set sync_interval: always in the jetstream block of each server, and restart \
        them one after the other."
    )]
    Lazy(String),
    #[error(
        "The stream {stream} has {found} replica(s) where 3 are needed: one lost server would lose \
        votes. Run three servers in one cluster, and give the stream three replicas."
    )]
    Replicas {
        /// Its name.
        stream: String,
        found: usize,
    },
    #[error(
        "The NATS servers have no quorum: fewer than two of three answer each other. Start the \
        missing ones, and see that they reach each other."
    )]
    Quorum,
    #[error(
        "The NATS servers know nothing of this evening. Run palmares net prepare on the show \
        folder first, with the same servers."
    )]
    NotPrepared,
    #[error(
        "The stream {0} was changed: messages could be deleted, or fall out by age or number. \
        Begin anew with palmares net prepare --new-evening, and let nobody change streams."
    )]
    Changed(String),
    #[error("The NATS servers answer what we do not understand: {0}.")]
    Strange(String),
    #[error("The thread for the NATS servers cannot be started: {0}.")]
    Machine(String),
}

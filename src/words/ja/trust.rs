//! Trusting the show's certificates.

use crate::words::trust::TrustWords;

pub(super) const WORDS: TrustWords = TrustWords {
    title: "Trust this server",
    why: "Once for each device that runs the show; it takes two minutes. The MC’s tablet then \
        opens its panel over an encrypted connection and stays awake all evening, without the \
        internet.",
    who_not: "The audience and the projector need none of this: their addresses work as they are.",
    trusted: "This device trusts the server.",
    trusted_next: "Now open the MC’s panel or the producer’s desk with its QR code.",
    untrusted: "This device does not trust the server yet. Follow the steps; this line changes by \
        itself.",
    compare: "Compare the fingerprint first",
    compare_why: "Before you install, compare the SHA-256 fingerprint that your device shows with \
        the one in the server’s terminal or on the producer’s desk. If they differ, do not \
        install: somebody may be posing as this network.",
    devices: [
        "iPad and iPhone",
        "Android",
        "Mac",
        "Windows",
        "Chromium or Firefox on Linux",
    ],
    steps: |name| {
        [
            format!(
                "Open this page in Safari, tap “Download the profile”, then “Allow”.\n\
                Open Settings, tap “Profile Downloaded” near the top, then “Install”. The profile \
                is called {name}; “More Details” shows its fingerprint.\n\
                Go to Settings → General → About → Certificate Trust Settings and switch on \
                {name}. Without this step the device still does not trust it.\n\
                Come back to this page."
            ),
            "Tap “Download the certificate”.\n\
                Open Settings and search for “CA certificate”; it is usually under Security & \
                privacy → More security settings → Encryption & credentials → Install a \
                certificate.\n\
                Choose “CA certificate”, then “Install anyway”, then the palmares.crt that you \
                downloaded.\n\
                Come back to this page in Chrome.".to_owned(),
            format!(
                "Click “Download the certificate”, then double-click palmares.crt and add it to \
                the login keychain.\n\
                In Keychain Access double-click {name}, open “Trust”, and set “When using this \
                certificate” to “Always Trust”.\n\
                Come back to this page."
            ),
            "Click “Download the certificate”, double-click palmares.crt, then “Install \
                Certificate” and “Current User”.\n\
                Choose “Place all certificates in the following store”, “Browse”, “Trusted Root \
                Certification Authorities”; finish, and answer “Yes”.\n\
                Start the browser again and come back to this page.".to_owned(),
            "Click “Download the certificate”.\n\
                Chromium: open chrome://certificate-manager, then Custom → Installed by you → \
                Trusted Certificates → Import. Firefox: Settings → Privacy & Security → View \
                Certificates → Authorities → Import, and tick the box for websites.\n\
                Come back to this page.".to_owned(),
        ]
    },
    profile: "Download the profile",
    certificate: "Download the certificate",
    after: "After the evening",
    after_how: |name, until| {
        format!(
            "Remove {name} in the same place when you no longer need it (iPad: Settings → General \
                → VPN & Device Management). It ends by itself on {until}."
        )
    },
    limits: "This authority can vouch only for addresses in local networks and for this computer’s \
        own names, never for other sites on the internet. Its key stays in the show folder.",
    language: "Language",
};

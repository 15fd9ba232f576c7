//! Why a file that a show brings along cannot be shown.

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A poster, portrait, logo or background.
    Picture,
    Clip,
    /// The theme's style sheet, or one that it imports.
    Style,
    /// A font that the style sheet names.
    Font,
}

/// What has become of a file that began well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// It ends too early.
    Short,
    /// A part of it is zeros: a copy or a download that was broken off, or a card that fails.
    Zeros,
    /// It cannot be decoded.
    Garbled,
    /// A film whose index (`moov`, `Tracks`) is missing: a recording that was broken off.
    NoIndex,
    /// A film without any pictures.
    NoPictures,
}

/// Why a file cannot be shown. None of these depends on who has won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be opened.
    Unreadable,
    /// More bytes than a file of its kind may have; the most, in megabytes.
    TooLarge(u64),
    /// More pixels than we decode: width, height.
    TooManyPixels(u32, u32),
    /// None of the kinds that the stage can show, whatever its name says.
    UnknownKind,
    /// It begins well and cannot be shown to its end.
    Broken(Defect),
    /// A picture in a form that browsers do not show: which.
    Form(&'static str),
    /// It would run something or fetch something: what it holds.
    Unsafe(String),
    /// A film whose pictures browsers cannot decode: their format.
    Codec(&'static str),
}

impl Fault {
    /// What is wrong, for the one who wrote the show file.
    pub fn message(&self, path: &str) -> String {
        match self {
            Fault::Unreadable => format!("`{path}` cannot be opened"),
            Fault::TooLarge(most) => format!("`{path}` is larger than {most} MB"),
            Fault::TooManyPixels(width, height) => {
                format!("`{path}` says that it is {width} × {height} pixels, which is too many")
            }
            Fault::UnknownKind => {
                format!("`{path}` is not of a kind that the stage can show, whatever its name says")
            }
            Fault::Broken(damage) => {
                let what = match damage {
                    Defect::Short => "was cut short: its end is missing",
                    Defect::Zeros => "is damaged: a part of it is nothing but zeros",
                    Defect::Garbled => "is damaged, or was cut short: it cannot be decoded",
                    Defect::NoIndex => "has no index: a recording or a copy that was broken off",
                    Defect::NoPictures => "is a film without pictures",
                };
                format!("`{path}` {what}")
            }
            Fault::Form(form) => format!("`{path}` is {form}, which browsers do not show"),
            Fault::Unsafe(what) => format!("`{path}` holds {what}, which the stage does not run"),
            Fault::Codec(codec) => {
                format!("`{path}` is a film in {codec}, which browsers do not play")
            }
        }
    }

    pub fn mend(&self, purpose: Purpose) -> &'static str {
        match (self, purpose) {
            (Fault::Unreadable, _) => "let this user read the file",
            (Fault::TooManyPixels(..) | Fault::TooLarge(_), Purpose::Picture) => {
                "save it smaller: 2,560 pixels on the longer side are all that a stage shows"
            }
            (Fault::TooLarge(_), _) => "save a smaller one",
            (Fault::Unsafe(_), Purpose::Picture) => {
                "export it as a plain SVG without scripts, links and embedded pages, or as a PNG"
            }
            (Fault::Unsafe(_), _) => {
                "put what it needs into the show's `media` folder and name it by a relative address"
            }
            (_, Purpose::Picture) => {
                "save it anew as JPEG, PNG, WebP or plain SVG; until then a plate in type stands \
                in for it"
            }
            (_, Purpose::Clip) => {
                "export it as MP4 with H.264, or as WebM; until then a plate in type stands in \
                for it"
            }
            (_, Purpose::Style) => "save it as a text file in UTF-8",
            (_, Purpose::Font) => {
                "copy the font anew, or save it as WOFF2, WOFF, TTF or OTF; until then ours stand \
                    in"
            }
        }
    }
}

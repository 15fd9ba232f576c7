//! The jury's arithmetic. Every figure is a ratio of whole numbers: no float decides a prize.
//!
//! A juror's sheet gives an entry `x = Σ w·s / Σ w` over the criteria, with the weight `w` and the
//! score `s`. Of the sheets that score an entry a [`Rule`] makes one figure:
//!
//! | rule | figure |
//! |---|---|
//! | mean | `Σ x / n` over the `n` sheets |
//! | trimmed | the mean without one highest and one lowest `x`; with fewer than four sheets the mean |
//! | ranks | the mean of `(m − r) / (m − 1)`, for the rank `r` among the `m` entries of a sheet |
//! | centred | the mean of `x − x̄`, where `x̄` is the mean of that sheet |
//!
//! None of them is a sum: an entry that a juror stands out of must not lose by it. Trimming is what
//! sports judges use against one extreme sheet; ranks and centring take away that jurors are harsh
//! or lenient, and centring also serves where they saw different entries. A z-score would need a
//! square root, which is not exact.

#[cfg(doc)]
use super::programme::Rule;

mod blend;
mod figures;
mod matrix;
mod ranking;
mod round;

pub use blend::{Blended, POINTS, blended, blended_apart, order};
pub use figures::{TRIMMED_SHEETS_MIN, places};
pub use matrix::Matrix;
pub use ranking::{Broken, Ranking, differing, ranking, ranking_by};
pub use round::{Deal, SORTING_ID, deal, looks_at, unwritten_seed};

/// An exact figure. As text it is `558/7` or `83`.
pub type Exact = num_rational::BigRational;

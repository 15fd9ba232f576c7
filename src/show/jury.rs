//! The jury's arithmetic. Every figure is a ratio of whole numbers: no float decides a prize.

/// An exact figure.
pub type Exact = num_rational::BigRational;

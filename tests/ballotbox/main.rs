//! The ballot box on real files: whatever comes in whatever order, every voter counts once and
//! nobody is told otherwise.

mod close;
mod interleavings;
mod receipts;
mod urn;

//! How long things take, for Prometheus. To note a time costs two additions and no lock.

use prometheus_client::encoding::{EncodeMetric, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::MetricType;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The upper bounds of the buckets, in microseconds; what took longer is in the one behind them.
const BOUNDS_US: [u64; 14] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    2_500_000, 5_000_000, 10_000_000,
];

/// Times since the start, by how long they were.
#[derive(Default)]
pub struct Timings {
    buckets: [AtomicU64; BOUNDS_US.len() + 1],
    sum_us: AtomicU64,
}

impl Timings {
    /// Something took so long.
    pub fn note(&self, took: Duration) {
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS_US.partition_point(|bound| *bound < took_us);
        self.buckets[bucket].fetch_add(1, Ordering::Relaxed);
        self.sum_us.fetch_add(took_us, Ordering::Relaxed);
    }

    /// The times so far, as a metric in seconds.
    pub fn histogram(&self) -> Histogram {
        let bounds = BOUNDS_US.iter().map(|bound| *bound as f64 / 1e6);
        let counts = self.buckets.iter().map(|c| c.load(Ordering::Relaxed));
        Histogram {
            buckets: bounds.chain([f64::INFINITY]).zip(counts).collect(),
            sum: self.sum_us.load(Ordering::Relaxed) as f64 / 1e6,
        }
    }
}

/// What [`Timings`] were at a moment.
#[derive(Debug)]
pub struct Histogram {
    /// Upper bounds in seconds, each with how many were between it and the one before.
    buckets: Vec<(f64, u64)>,
    /// Of all times, in seconds.
    sum: f64,
}

impl EncodeMetric for Histogram {
    fn encode(&self, mut encoder: MetricEncoder) -> fmt::Result {
        let count = self.buckets.iter().map(|(_, count)| count).sum();
        encoder.encode_histogram::<NoLabelSet>(self.sum, count, &self.buckets, None)
    }

    fn metric_type(&self) -> MetricType {
        MetricType::Histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prometheus_client::encoding::prometheus_text::encode;
    use prometheus_client::registry::Registry;

    #[test]
    fn a_time_on_a_bound_is_below_it_and_buckets_add_up() {
        let timings = Timings::default();
        for us in [0, 500, 501, 60_000_000] {
            timings.note(Duration::from_micros(us));
        }
        let mut registry = Registry::default();
        registry.register("t_seconds", "T", timings.histogram());
        let mut text = String::new();
        encode(&mut text, &registry).expect("text");
        for line in [
            "# TYPE t_seconds histogram",
            "t_seconds_bucket{le=\"0.0005\"} 2",
            "t_seconds_bucket{le=\"0.001\"} 3",
            "t_seconds_bucket{le=\"10\"} 3",
            "t_seconds_bucket{le=\"+Inf\"} 4",
            "t_seconds_sum 60.001001",
            "t_seconds_count 4",
        ] {
            assert!(text.lines().any(|said| said == line), "{line}: {text}");
        }
    }
}

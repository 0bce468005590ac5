/// JMH benchmarks of what happens for every message: `make jmh`. What came out stands in docs/performance.md.
///
/// Each class is one station of a message's way: [DecodeBenchmark], [TimelineBenchmark], [EncodeBenchmark],
/// [HubBenchmark].
@NullMarked
package dev.hubbub.benchmarks;

import org.jspecify.annotations.NullMarked;

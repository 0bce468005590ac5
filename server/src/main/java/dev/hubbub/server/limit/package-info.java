/// How much anybody may ask of the server, whichever edge he comes in by.
///
/// [RateLimit] says how fast, [Quota] how much at a time, [Address] who somebody is that has not signed in. All are
/// safe for any thread and never block; [Allowance], how fast for one connection, belongs to a single thread. Rates
/// are kept on this node or, by a [Tally], with the others: [RateLimits] decides. What a limit is for, and what its
/// excess is answered with, the edges know.
@NullMarked
package dev.hubbub.server.limit;

import org.jspecify.annotations.NullMarked;

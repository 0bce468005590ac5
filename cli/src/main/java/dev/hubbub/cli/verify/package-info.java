/// `hubbub verify`: proves the delivery contract against a real server, by breaking everything around it.
///
/// Read [Verification] first. A plan drawn from a seed says which faults happen when; actors talk through proxies of
/// their own and write down what they did and were told; at the end the checker, which knows none of them, compares
/// that with the database. Each actor belongs to its thread, each record guards itself.
@NullMarked
package dev.hubbub.cli.verify;

import org.jspecify.annotations.NullMarked;

/// The judge: says whether what clients were told and what stands in the database keep the delivery contract.
///
/// Read [Checker] first. It gets finished records and has no state but its own. It shares no type and no code with
/// the server, the client or the protocol, or it would share their errors: what it knows of Hubbub are the tables'
/// columns and the contract.
@NullMarked
package dev.hubbub.cli.verify.check;

import org.jspecify.annotations.NullMarked;

/// Planted for [dev.hubbub.cli.architecture]: the ground knows what stands on it, and is named like nothing.
@org.jspecify.annotations.NullMarked
package dev.hubbub.planted.server.db;

/// Servers in processes of their own, and the folders they work in, for the commands that put one to the test.
///
/// [ServerProcess] is how one is started, [Folders] how what it wrote is deleted. It knows nothing of what the
/// server is put through.
@NullMarked
package dev.hubbub.cli.process;

import org.jspecify.annotations.NullMarked;

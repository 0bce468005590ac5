package dev.hubbub.cli.bench;

import java.net.InetSocketAddress;

/// Where clients connect, and how they talk there.
///
/// @param textBytes the length of the texts that are posted
record Target(InetSocketAddress address, Dialect dialect, int textBytes) {}

/// Mail to users, by the SMTP server that the operator names.
///
/// Start at [Mailer], which sends on a thread of its own, from a queue that ends. What the mails say is their
/// senders' business; users and tables are unknown here.
@NullMarked
package dev.hubbub.server.mail;

import org.jspecify.annotations.NullMarked;

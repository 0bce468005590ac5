/// The Java client: connects, reconnects, resumes and resends, and calls back in order.
@NullMarked
package dev.hubbub.client;

import org.jspecify.annotations.NullMarked;

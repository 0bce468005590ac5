package dev.hubbub.server.account;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets threads of long work give way to all others. Java's own priorities do nothing on Linux; the C library's
/// `nice` does, and counts there for the calling thread alone. Other systems lower the whole process by it, so
/// there it is not called.
final class Niceness {
    private static final Logger log = LoggerFactory.getLogger(Niceness.class);

    /// A tenth of what another thread gets, when both want the same core. With 19 it would be a hundredth, and on a
    /// busy server nobody could log in.
    private static final int STEPS = 10;

    private static final Optional<MethodHandle> NICE =
            "Linux".equals(System.getProperty("os.name")) ? nice() : Optional.empty();

    private Niceness() {}

    /// `work`, to be run by a thread that gives way from then on.
    static Runnable givingWay(Runnable work) {
        return () -> {
            NICE.ifPresent(Niceness::giveWay);
            work.run();
        };
    }

    private static void giveWay(MethodHandle nice) {
        try {
            int _ = (int) nice.invokeExact(STEPS);
        } catch (Throwable e) {
            log.warn("bcrypt gets as much of the CPU as everything else: {}", e.toString());
        }
    }

    @SuppressWarnings("restricted") // The launcher enables native access.
    private static Optional<MethodHandle> nice() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find("nice");
        return address.map(found ->
                linker.downcallHandle(found, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
    }
}

package dev.hubbub.cli.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A call that may wait for another thread, or for the disk or the network.
final class BlockingCall extends DescribedPredicate<JavaCall<?>> {
    /// Those who wait on virtual threads, or on the thread that stops the server.
    static final DescribedPredicate<JavaClass> OFF_THE_LOOPS = DescribedPredicate.describe(
            "off the event loops",
            type -> List.of("DatabasePages", "DatabaseStays", "Gateway", "Seeker", "SnapshotQueue")
                    .contains(type.getSimpleName()));

    private static final List<String> WAITING = List.of("get", "join", "sync", "await", "acquire", "take", "put");

    BlockingCall() {
        super("a call that may block");
    }

    @Override
    public boolean test(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getName();
        return owner.getPackageName().startsWith("java.sql")
                || (owner.isAssignableTo(LockSupport.class) && name.startsWith("park"))
                || (owner.isAssignableTo(Lock.class) && name.startsWith("lock"))
                || (owner.isAssignableTo(Object.class) && name.equals("wait"))
                || (owner.isAssignableTo(Thread.class)
                        && List.of("sleep", "join").contains(name))
                || waits(owner).test(name);
    }

    private static Predicate<String> waits(JavaClass owner) {
        boolean waitable = owner.isAssignableTo("java.util.concurrent.Future")
                || owner.isAssignableTo("java.util.concurrent.BlockingQueue")
                || owner.isAssignableTo("java.util.concurrent.CountDownLatch")
                || owner.isAssignableTo(Semaphore.class);
        return name -> waitable && WAITING.stream().anyMatch(name::startsWith);
    }
}

package dev.hubbub.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// Its package has a package-info, and that says @NullMarked: NullAway looks at nothing else.
final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {
    BeInANullMarkedPackage() {
        super("be in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type.getSimpleName()));
    }
}

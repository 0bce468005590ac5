package dev.hubbub.server.rest;

import dev.hubbub.server.command.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a token must be good for to call this route. A route that takes a caller and says nothing is for
/// sign-ins only, so that a forgotten word opens nothing.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Needs {
    Scope value();
}

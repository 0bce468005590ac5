package dev.hubbub.protocol;

/// A user as others see him.
public record Person(UserId id, String username) {}

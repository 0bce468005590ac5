package dev.hubbub.client;

/// What the right password gets.
public sealed interface LoginAnswer permits SignedIn, SecondFactorRequired {}

/// Planted for [dev.hubbub.cli.architecture]: a gateway that Micronaut makes.
@org.jspecify.annotations.NullMarked
package dev.hubbub.planted.server.gateway;

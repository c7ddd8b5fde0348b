package dev.souk.kit.config;

/**
 * How a setting is read.
 *
 * @param key its name in the environment
 * @param form what its value looks like, such as "a whole number"
 * @param fallback the value where none is given; empty for none
 * @param required whether the start fails without it
 */
public record Setting(String key, String form, String fallback, boolean required) {}

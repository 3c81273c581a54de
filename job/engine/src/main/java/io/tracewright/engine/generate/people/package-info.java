/**
 * Tenants, users, personas, sessions and conversations: all of them functions of the seed and of
 * who and when, nothing is remembered. Imports {@code random} and {@code draft}.
 */
package io.tracewright.engine.generate.people;

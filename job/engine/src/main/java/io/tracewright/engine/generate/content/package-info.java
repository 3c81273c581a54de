/**
 * What rows say: corpora, domains, fields, and the two JSON columns. Imports {@code random} and
 * {@code draft}.
 */
package io.tracewright.engine.generate.content;

/**
 * What profiles ask for, measured from outside: each class makes runs by the real job on a cluster
 * of JVMs and asks ClickHouse, by SQL, whether the rows show it.
 *
 * <p>Each check states its false-alarm rate: the probability that it fails a correct program when
 * the random numbers are dealt anew. Seeds and window are fixed. that must fail it. The table of
 * all stands in {@code docs/fidelity.md}.
 */
package io.tracewright.cli.fidelity;

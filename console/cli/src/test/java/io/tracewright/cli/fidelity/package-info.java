/**
 * What profiles ask for, measured from outside: each class makes runs by the real job on a cluster
 * of JVMs and asks ClickHouse, by SQL, whether the rows show it.
 *
 * <p>Each check states its false-alarm rate: the probability that it fails a correct program when
 * the random numbers are dealt anew, and has a control that must fail it. Seeds and window are
 * fixed. The queries are files beside the profiles; the table of all stands in {@code
 * docs/fidelity.md}.
 */
package io.tracewright.cli.fidelity;

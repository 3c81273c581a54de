/**
 * What a profile will produce: its demand worked out, its mix tried on a sample of its run.
 *
 * <p>The generation engine makes the sample, as the job would, so what is told is what will come.
 */
package io.tracewright.cli.explain;

/**
 * The first traces of a run, shown as trees before anything is started.
 *
 * <p>The generation engine makes them, as the job would, so the trees show what will be stored.
 */
package io.tracewright.cli.preview;

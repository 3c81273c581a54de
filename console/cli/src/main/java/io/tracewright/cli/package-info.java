/**
 * The {@code tracewright} command: one class a subcommand.
 *
 * <p>It talks to Flink through Flink's REST API and to ClickHouse through SQL, so that a laptop and
 * a cluster run the same code path. Of the job it knows the model, and those parts of the
 * generation engine that say without I/O what a run will hold: the plan of chunks and their
 * generator, demand and incidents, samples and estimates. A preview must be what the job makes, so
 * it is made by the same code; how spans come about is none of the command line's business, and
 * Flink is none either.
 */
package io.tracewright.cli;

/**
 * The {@code tracewright} command: one class a subcommand.
 *
 * <p>It talks to Flink through Flink's REST API and to ClickHouse through SQL, so that a laptop and
 * a cluster run the same code path; of the job it knows the model only.
 */
package io.tracewright.cli;

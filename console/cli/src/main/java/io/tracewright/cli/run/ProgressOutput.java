package io.tracewright.cli.run;

import java.io.PrintWriter;

/**
 * Where progress is shown.
 *
 * @param writer standard error
 * @param terminal whether somebody watches it on a terminal
 */
public record ProgressOutput(PrintWriter writer, boolean terminal) {}

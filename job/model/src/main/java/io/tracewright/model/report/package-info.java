/** What the analysis says of a run or of a table: verdicts, clusters, patterns, alarms. */
package io.tracewright.model.report;

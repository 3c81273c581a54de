/** Verdicts on runs and tables, as text, Markdown and a self-contained page. */
package io.tracewright.cli.report;

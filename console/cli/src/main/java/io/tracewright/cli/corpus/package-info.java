/** Corpora in ClickHouse: importing a file as a new version, and finding versions. */
package io.tracewright.cli.corpus;

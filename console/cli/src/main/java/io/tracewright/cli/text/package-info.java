/** How numbers and tables are written for people. */
package io.tracewright.cli.text;

/** A run from its options to its verdict. */
package io.tracewright.cli.run;

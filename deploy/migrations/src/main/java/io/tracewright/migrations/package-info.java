/** The tables of Tracewright, as numbered SQL files, and what applies them. */
package io.tracewright.migrations;

/**
 * A real Flink cluster on this machine: a job manager and task managers, each a JVM of its own,
 * made from Flink's jars. The laptop's default and the tests' cluster. Imports the JDK only.
 */
package io.tracewright.local;

/**
 * Workload profiles: the records, the published JSON Schema and the reader that reports every
 * problem at once. May import {@code model.json}, {@code model.text}, Jackson, SnakeYAML's events,
 * commons-csv and the JSON Schema validator.
 */
package io.tracewright.model.profile;

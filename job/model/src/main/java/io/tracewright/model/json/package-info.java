/** The JSON form of the model's records. Imports Jackson and nothing of ours. */
package io.tracewright.model.json;

/** What a trace, its spans and its context are while they are made. Imports the model only. */
package io.tracewright.engine.generate.draft;

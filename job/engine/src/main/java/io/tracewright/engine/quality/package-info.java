/** Quality rules for spans and traces, of any origin. */
package io.tracewright.engine.quality;

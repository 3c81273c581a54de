/** What a run is told to do and what it reports. */
package io.tracewright.model.run;

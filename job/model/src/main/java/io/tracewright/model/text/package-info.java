/** Reading text from files of unknown origin: gzip, byte-order mark, encoding, length. JDK only. */
package io.tracewright.model.text;

/**
 * Corpora: records of prompts and responses, streaming readers for their file formats, and the
 * samples that ship with the product. May import {@code model.text}, Jackson and commons-csv.
 */
package io.tracewright.model.corpus;
